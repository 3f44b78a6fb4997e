import fs from "node:fs";
import path from "node:path";
import { create, type Font } from "fontkit";

/** The weights of a paper. */
export type Weight = "regular" | "bold";

const FOLDER = path.join(process.cwd(), "node_modules/pretendard/dist/public/static/alternative");
const FILES = { regular: "Pretendard-Regular.ttf", bold: "Pretendard-Bold.ttf" } as const;

const opened = new Map<Weight, Font>();

/** Forms that depend on the letters beside them: names and sums need none, and looking for them takes most of the time of a paper. */
const PLAIN_FORMS = { calt: false, liga: false, clig: false, rlig: false };

/**
 * The airline's typeface with all of its glyphs: every Hangul syllable and every Latin letter. It is read once in a process, and
 * only when the first paper is made. A paper embeds the glyphs that it draws and no others.
 */
export function typeface(weight: Weight): Font {
  const known = opened.get(weight) ?? openTypeface(FILES[weight]);
  opened.set(weight, known);
  return known;
}

function openTypeface(file: string): Font {
  const font = create(fs.readFileSync(path.join(FOLDER, file))) as Font;
  const layout: Font["layout"] = (text, features) =>
    font.layout(text, features ?? (PLAIN_FORMS as unknown as string[]));
  return Object.assign(Object.create(font) as Font, { layout });
}

/** What stands for a character that the typeface does not have, and for which no plainer one stands. */
const MISSING = "?";

/**
 * A text with nothing in it that the typeface cannot draw. A letter with a mark that it lacks becomes the plain letter; another
 * character becomes a question mark, so that no paper shows an empty box.
 */
export function drawable(text: string): string {
  const font = typeface("regular");
  const has = (character: string) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
  return Array.from(text.normalize("NFC"), (character) => {
    if (character === "\n" || has(character)) return character;
    const plain = Array.from(character.normalize("NFKD")).filter(has).join("");
    return plain.replaceAll(/\p{M}/gu, "") || MISSING;
  }).join("");
}

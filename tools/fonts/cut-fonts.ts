import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import subsetFont from "subset-font";
import { pointsOf, unicodeRange } from "./ranges";
import type { SiteGlyphs } from "./site-glyphs";

const PACKAGE = path.join(
  path.dirname(createRequire(import.meta.url).resolve("pretendard/package.json")),
  "dist",
);
/** Weights of the site's design: regular to extra bold. */
const WEIGHTS = { min: 400, max: 800 };
/** Kerning, digits of one width, and what a browser applies unasked. The package's other features are not used. */
const FEATURES = ["kern", "tnum", "ccmp", "mark", "mkmk", "calt", "locl"];
/** Code points of one file of rare glyphs: a rare syllable costs about 18 KB. */
const BLOCK = 128;
const HANGUL = { first: 0xac00, last: 0xd7a3 };

export type CutFile = { name: string; content: Buffer };

const cut = (glyphs: string): Promise<Buffer> =>
  subsetFont(readPackage("public/variable/PretendardVariable.ttf"), glyphs, {
    targetFormat: "woff2",
    noHinting: true,
    keepFeatures: FEATURES,
    variationAxes: { wght: WEIGHTS },
  });

const readPackage = (file: string) => fs.readFileSync(path.join(PACKAGE, file));

/** The file of each language: the only one that a page of the airline's own words needs. */
export async function cutSiteFonts({ korean, english }: SiteGlyphs): Promise<CutFile[]> {
  return [
    { name: "air-ko.woff2", content: await cut(korean.join("")) },
    { name: "air-en.woff2", content: await cut(english.join("")) },
  ];
}

/** All other glyphs, except the Chinese characters, in files of neighbouring code points. */
export async function cutRareFonts(): Promise<CutFile[]> {
  const files: CutFile[] = [];
  for (const [name, points] of rareBlocks())
    files.push({ name, content: await cut(String.fromCodePoint(...points)) });
  return files;
}

/** The names of those files. */
export const rareFiles = (): string[] => [...rareBlocks().keys()];

/** The files of rare glyphs with their code points. */
function rareBlocks(): Map<string, number[]> {
  const css = readPackage("web/variable/pretendardvariable-dynamic-subset.css").toString();
  const blocks = new Map<string, number[]>();
  for (const point of pointsOf(css)) {
    const block = blockOf(point);
    if (block) blocks.set(block, [...(blocks.get(block) ?? []), point]);
  }
  return blocks;
}

/** The file of a code point; null for those without one. */
function blockOf(point: number): string | null {
  const numbered = (first: number) =>
    `rare/${(first + Math.floor((point - first) / BLOCK) * BLOCK).toString(16)}.woff2`;
  if (point >= HANGUL.first && point <= HANGUL.last) return numbered(HANGUL.first);
  if (point >= 0x80 && point < 0x2000) return "rare/letters.woff2";
  if (point >= 0x2000 && point < 0x2e80) return "rare/signs.woff2";
  if (point >= 0x3000 && point < 0x3400) return "rare/east.woff2";
  return point >= 0xff00 ? "rare/wide.woff2" : null;
}

const HEAD = "/* Made by `npm run fonts`: docs/decisions/0067-fonts-and-loading.md. */\n";

const face = (family: string, file: string, range: string) =>
  `@font-face{font-family:"${family}";font-weight:${WEIGHTS.min} ${WEIGHTS.max};font-display:swap;src:url("./${file}") format("woff2");unicode-range:${range}}\n`;

const pointsIn = (glyphs: readonly string[]) => glyphs.map((glyph) => glyph.codePointAt(0) ?? 0);

/**
 * The style sheet of the two site fonts. The range of the Korean one names all syllables, which is shorter than a list: a
 * browser that does not find a syllable in it goes on to the rare ones.
 */
export function siteStyles({ korean, english }: SiteGlyphs): CutFile {
  const signs = pointsIn(korean).filter((point) => point < HANGUL.first);
  const css =
    face("Air Korean", "air-ko.woff2", `${unicodeRange(signs)},U+AC00-D7A3`) +
    face("Air English", "air-en.woff2", unicodeRange(pointsIn(english)));
  return { name: "site.css", content: Buffer.from(HEAD + css) };
}

/** The style sheet of the rare glyphs. What the Korean file has is left out, so that no browser loads it twice. */
export function rareStyles({ korean }: SiteGlyphs): CutFile {
  const common = new Set(pointsIn(korean));
  const faces = [...rareBlocks()].map(([name, points]) =>
    face("Air Rare", name, unicodeRange(points.filter((point) => !common.has(point)))),
  );
  return { name: "rare.css", content: Buffer.from(HEAD + faces.join("")) };
}

import fs from "node:fs";
import path from "node:path";
import { countryName } from "@/i18n/format";
import { nationalities } from "@/server/reservation/schemas";
import { ROOT } from "@/tools/root";

/** Folders whose text a page can draw: messages, texts in the code, airports and names of the seed. */
const FOLDERS = ["messages", "app", "components", "i18n", "inngest", "server", "tools/seed"];
const READ = /\.(tsx?|json)$/;
const NOT_READ = /\.test\.tsx?$|\/testing\//;

/** Hangul syllables, and the signs of other blocks that both languages use. */
const isHangul = (glyph: string) => glyph >= "가" && glyph <= "힣";
const isSign = (glyph: string) => /[\u00A0-\u00BF×÷\u2010-\u2BFF]/.test(glyph);

/** Surnames, and the syllables of most given names, so that few names need a file of their own. */
const NAMES =
  "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구라민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용" +
  "준예시율건승민재윤호빈훈혁찬영수철희경숙미자순옥정아린서솔봄별슬비나다라가을단담동두래랑량려련령록루륜률리림매목무미범별병보복봉부빛사산상새샘생섭세소숙슬승식실씨언엽완요욱운웅월유율으음의익일잔전종중직창채청초춘충치태택평포필학해행향헌형혜화환회효후훤휘흥힘";

/** Signs that texts are likely to need next, and those that formats of dates and sums put between figures. */
const SIGNS = "\u00A0\u2009\u202F©·•…–—‘’“”→←↑↓⇄×÷−±≤≥≠≈₩€£¥°✓■";

const COMMON = Array.from({ length: 0x7e - 0x20 + 1 }, (_, at) => String.fromCharCode(0x20 + at));

/** The name of Korean on the switch of the English pages. */
const KOREAN = "한국어";

export type SiteGlyphs = { korean: string[]; english: string[] };

/** The Hangul syllables and signs in the texts of the repository. A page cannot draw others, but for what people type. */
export function glyphsOfTexts(root = ROOT): Set<string> {
  const found = new Set<string>();
  for (const file of FOLDERS.flatMap((folder) => filesBelow(root, folder)))
    for (const glyph of fs.readFileSync(path.join(root, file), "utf8"))
      if (isHangul(glyph) || isSign(glyph)) found.add(glyph);
  return found;
}

/** What the file of each language is made of, in the order of Unicode. */
export function siteGlyphs(): SiteGlyphs {
  const texts = glyphsOfTexts();
  const countries = nationalities.map((code) => countryName(code, "ko")).join("");
  const hangul = [...NAMES, ...countries, ...texts].filter(isHangul);
  const signs = [...SIGNS, ...texts].filter(isSign);
  return {
    korean: sorted([...COMMON, ...signs, ...hangul]),
    english: sorted([...COMMON, ...signs, ...KOREAN]),
  };
}

function filesBelow(root: string, folder: string): string[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .filter((name) => READ.test(name) && !NOT_READ.test(name));
}

const sorted = (glyphs: readonly string[]) =>
  [...new Set(glyphs)].toSorted((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0));

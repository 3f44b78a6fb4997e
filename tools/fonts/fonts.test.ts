import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "@/tools/root";
import { cutSiteFonts, rareFiles, rareStyles, siteStyles } from "./cut-fonts";
import { pointsOf, unicodeRange } from "./ranges";
import { glyphsOfTexts } from "./site-glyphs";

const folder = path.join(ROOT, "components/ui/typeface");
const read = (name: string) => fs.readFileSync(path.join(folder, name));
const [koreanText = "", englishText = ""] = read("glyphs.txt").toString().split("\n");
const kept = { korean: [...koreanText], english: [...englishText] };

test("the fonts have every glyph of the texts: `npm run fonts` adds what is missing", () => {
  const texts = glyphsOfTexts();
  expect(texts.size).toBeGreaterThan(400);
  const known = new Set(kept.korean);
  expect([...texts].filter((glyph) => !known.has(glyph)).join("")).toBe("");
});

test("the fonts and their style sheets are what the list of glyphs makes: `npm run fonts`", async () => {
  for (const { name, content } of [...(await cutSiteFonts(kept)), siteStyles(kept), rareStyles(kept)])
    expect(content.equals(read(name)), name).toBe(true);
});

test("a page loads one file of at most 110 KB in Korean, and of at most 20 KB in English", () => {
  expect(read("air-ko.woff2").length).toBeLessThanOrEqual(110_000);
  expect(read("air-en.woff2").length).toBeLessThanOrEqual(20_000);
});

test("every rare glyph has one file, and none is offered twice", () => {
  const sheet = rareStyles(kept).content.toString();
  const rare = pointsOf(sheet);
  for (const glyph of kept.korean) expect(rare.has(glyph.codePointAt(0)!), glyph).toBe(false);
  for (const glyph of "뷁쀍똠ü") expect(rare.has(glyph.codePointAt(0)!), glyph).toBe(true);
  const named = [...sheet.matchAll(/\.\/(rare\/[^"]+)/g)].map(([, name]) => name);
  expect(named).toEqual(rareFiles());
  for (const name of named) expect(read(name!).subarray(0, 4).toString()).toBe("wOF2");
});

test("code points are written as ranges and read from them", () => {
  const points = [0x41, 0x43, 0x42, 0xac00, 0xac02];
  expect(unicodeRange(points)).toBe("U+41-43,U+AC00,U+AC02");
  expect([...pointsOf(unicodeRange(points))]).toEqual([0x41, 0x42, 0x43, 0xac00, 0xac02]);
});

import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/tools/root";
import { type CutFile, cutRareFonts, cutSiteFonts, rareStyles, siteStyles } from "./cut-fonts";
import { siteGlyphs } from "./site-glyphs";

/**
 * Cuts the typeface for the site into components/ui/typeface. Needed when a text has a glyph that no text had before, or when the
 * package of the typeface changes: `-- --rare` also cuts the files of the rare glyphs, which do not depend on the texts.
 */
const folder = path.join(ROOT, "components/ui/typeface");
const glyphs = siteGlyphs();
const list = {
  name: "glyphs.txt",
  content: Buffer.from(`${glyphs.korean.join("")}\n${glyphs.english.join("")}\n`),
};
const rare = process.argv.includes("--rare") ? await cutRareFonts() : [];
for (const file of [...(await cutSiteFonts(glyphs)), siteStyles(glyphs), rareStyles(glyphs), list, ...rare])
  write(file);

function write({ name, content }: CutFile): void {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
  console.log(`${name.padEnd(20)} ${content.length} bytes`);
}

import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "@/tools/root";

/** The tags of Next's own link: without the property the router asks for each link in sight, twice. */
const linksIn = (text: string) =>
  text.includes('from "@/i18n/navigation"') || text.includes('from "next/link"')
    ? [...text.matchAll(/<Link\b[\s\S]*?>/g)].map(([tag]) => tag)
    : [];

test("no link fetches a page before it is pressed", () => {
  const files = ["app", "components"].flatMap((folder) =>
    fs
      .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".tsx"))
      .map((name) => path.join(folder, name)),
  );
  const links = files.flatMap((file) =>
    linksIn(fs.readFileSync(path.join(ROOT, file), "utf8")).map((tag) => ({ file, tag })),
  );
  expect(links.length).toBeGreaterThan(4);
  expect(links.filter(({ tag }) => !tag.includes("prefetch={false}"))).toEqual([]);
});

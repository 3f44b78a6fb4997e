import fs from "node:fs";
import path from "node:path";
import {
  documentVersion,
  type LegalDocumentName,
  type LegalText,
  legalDocumentName,
} from "@/server/consent/schemas";
import { textHash } from "@/server/consent/text-rules";
import { type Locale, locales } from "@/server/shared/airline";
import { ROOT } from "@/tools/root";
import { factsOf } from "./facts";
import { parseSource } from "./parse-source";

export type Texts = Record<Locale, LegalText>;
export type Published = { document: LegalDocumentName; version: string; texts: Texts };
export type Hashes = Record<string, Record<Locale, string>>;

const SOURCES = "content/legal";
const FOLDER = "server/consent/published";
const HASHES = `${FOLDER}/hashes.json`;
const ROWS = "server/consent/document-rows.ts";

const inRoot = (root: string, file: string) => path.join(root, file);
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** The text that a document would have if it were published with this day as its first one. */
export const draftOf = (document: LegalDocumentName, version: string, root = ROOT): Texts =>
  Object.fromEntries(
    locales.map((locale) => {
      const source = fs.readFileSync(inRoot(root, `${SOURCES}/${locale}/${document}.md`), "utf8");
      return [locale, parseSource(source, factsOf(locale, version))];
    }),
  ) as Texts;

/** All published versions, by document and day. */
export function readPublished(root = ROOT): Published[] {
  return fs
    .readdirSync(inRoot(root, FOLDER))
    .filter((name) => name !== path.basename(HASHES))
    .sort()
    .map((name) => {
      const [document, version] = name.split(".");
      const texts = JSON.parse(fs.readFileSync(inRoot(root, `${FOLDER}/${name}`), "utf8")) as Texts;
      return { document: legalDocumentName.parse(document), version: documentVersion.parse(version), texts };
    });
}

export const readHashes = (root = ROOT): Hashes =>
  fs.existsSync(inRoot(root, HASHES))
    ? (JSON.parse(fs.readFileSync(inRoot(root, HASHES), "utf8")) as Hashes)
    : {};

export const nameOf = ({ document, version }: Pick<Published, "document" | "version">) =>
  `${document} ${version}`;

export const hashesOf = (texts: Texts): Record<Locale, string> =>
  Object.fromEntries(locales.map((locale) => [locale, textHash(texts[locale])])) as Record<Locale, string>;

/**
 * Publishes a document as it would be now. What was published stays as it is.
 *
 * @throws Error when the document has this version, or a later one.
 */
export function publish(document: LegalDocumentName, version: string, root = ROOT): void {
  const later = readPublished(root).find((each) => each.document === document && each.version >= version);
  if (later) throw new Error(`${nameOf(later)} is published: a new version begins on a later day`);
  const texts = draftOf(document, version, root);
  fs.writeFileSync(inRoot(root, `${FOLDER}/${document}.${version}.json`), json(texts));
  const hashes = { ...readHashes(root), [nameOf({ document, version })]: hashesOf(texts) };
  fs.writeFileSync(inRoot(root, HASHES), json(Object.fromEntries(Object.entries(hashes).sort())));
  fs.writeFileSync(inRoot(root, ROWS), rowsFile(readPublished(root)));
}

/** The module that brings the published texts into the site. */
function rowsFile(all: readonly Published[]): string {
  const imports = all.map(
    ({ document, version }, n) =>
      `import text${n} from "./published/${document}.${version}.json" with { type: "json" };`,
  );
  const rows = all.map(
    ({ document, version }, n) => `  { document: "${document}", version: "${version}", texts: text${n} },`,
  );
  return `// Made by \`npm run legal -- --publish\`.
${imports.join("\n")}

/** Every published version of every document. */
export const documentRows = [
${rows.join("\n")}
];
`;
}

import { expect, test } from "vitest";
import { legalText } from "@/server/consent/schemas";
import { locales } from "@/server/shared/airline";
import { factsOf } from "./facts";
import { changedTexts, legalProblems, outdatedDocuments } from "./legal-problems";
import { parseSource } from "./parse-source";
import { hashesOf, nameOf, type Published, readHashes, readPublished } from "./published-files";

const published = readPublished();
const changed = (change: (text: Published["texts"]["ko"]) => void): Published[] => {
  const copy = structuredClone(published);
  change(copy[0]!.texts.ko);
  return copy;
};

test("the published documents are as they were published, and as the rules of the site are", () => {
  expect(published.length).toBeGreaterThanOrEqual(8);
  expect(legalProblems()).toEqual([]);
});

test("every published text has the form that the pages draw", () => {
  for (const { texts } of published) for (const locale of locales) legalText.parse(texts[locale]);
});

test("a changed word of a published text is refused, in every part of it", () => {
  const name = `${nameOf(published[0]!)} is published and must not change: publish a new version`;
  const changes: ((text: Published["texts"]["ko"]) => void)[] = [
    (text) => {
      text.title += ".";
    },
    (text) => {
      text.lead = text.lead.slice(1);
    },
    (text) => {
      text.sections[0]!.heading += " ";
    },
    (text) => {
      const table = text.sections.flatMap(({ blocks }) => blocks).find(({ kind }) => kind === "table");
      if (table?.kind === "table") table.rows[0]![0] = "1kg";
    },
    (text) => {
      text.sections.pop();
    },
  ];
  for (const change of changes) expect(changedTexts(changed(change), readHashes())).toEqual([name]);
});

test("a version that is gone, and one without a hash, are found", () => {
  const [first, ...others] = published;
  expect(changedTexts(others, readHashes())).toEqual([
    `${nameOf(first!)} was published and is gone: people agreed to it`,
  ]);
  const { [nameOf(first!)]: _, ...hashes } = readHashes();
  expect(changedTexts(published, hashes)).toEqual([expect.stringContaining(nameOf(first!))]);
});

test("a rule of the site that differs from the newest text asks for a new version", () => {
  const draft: typeof import("./published-files").draftOf = (document) => {
    const { texts } = published.findLast((each) => each.document === document)!;
    const copy = structuredClone(texts);
    if (document === "fare-rules") copy.en.lead += " More.";
    return copy;
  };
  expect(outdatedDocuments(published, draft)).toEqual([expect.stringMatching(/^fare-rules: /)]);
  expect(outdatedDocuments(published.filter(({ document }) => document !== "cookies"))).toEqual([
    "cookies is not published",
  ]);
});

test("languages have hashes of their own", () => {
  for (const { texts } of published) {
    const { ko, en } = hashesOf(texts);
    expect(ko).toMatch(/^[0-9a-f]{64}$/);
    expect(ko).not.toBe(en);
  }
});

test("both languages of a document have the same sections and tables", () => {
  const shape = ({ sections }: Published["texts"]["ko"]) =>
    sections.map(({ id, blocks }) => [
      id,
      ...blocks.map((b) => [b.kind, b.kind === "table" ? b.rows.length : 0]),
    ]);
  for (const { texts } of published) expect(shape(texts.en)).toEqual(shape(texts.ko));
});

test.each([
  ["a fact that nobody gives", "# T\n\nlead {nobody}", "no fact of the name nobody"],
  ["a table that nobody gives", "# T\n\nlead\n\n## H {#h}\n\n{{nobody}}", "no fact of the name nobody"],
  ["a heading without an anchor", "# T\n\nlead\n\n## H\n\ntext", "a heading has no anchor"],
  ["a source without a lead", "# T\n\n## H {#h}\n\ntext", "a source begins with title and lead"],
  ["a paragraph of two lines", "# T\n\nlead\n\n## H {#h}\n\none\ntwo", "a paragraph is one line"],
])("refused: %s", (_, source, message) => {
  expect(() => parseSource(source, factsOf("ko", "2026-10-01"))).toThrow(message);
});

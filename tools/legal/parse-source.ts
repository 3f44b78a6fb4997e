import type { LegalBlock, LegalText } from "@/server/consent/schemas";
import type { LegalTable } from "./fact-tables";

/** What stands in a source between braces: `{words}` and `{{tables}}`, in one language. */
export type Facts = { words: Readonly<Record<string, string>>; tables: Readonly<Record<string, LegalTable>> };

/**
 * Reads the source of a document: `# title`, a lead, and sections `## heading {#anchor}` of paragraphs, `- ` lists, `> ` notices
 * and `{{tables}}`, a blank line between blocks.
 *
 * @throws Error for a fact that nobody gives, and for what a source may not have.
 */
export function parseSource(source: string, facts: Facts): LegalText {
  const [head = "", ...parts] = source.split(/^## /m);
  const [title = "", lead = "", ...rest] = blocksIn(head);
  if (!title.startsWith("# ") || lead === "" || rest.length > 0)
    throw new Error("a source begins with title and lead");
  return {
    title: filled(title.slice(2), facts),
    lead: filled(lead, facts),
    sections: parts.map((part) => sectionOf(part, facts)),
  };
}

function sectionOf(part: string, facts: Facts): LegalText["sections"][number] {
  const [first = "", ...blocks] = blocksIn(part);
  const [, heading, id] = /^(.+) \{#([a-z-]+)\}$/.exec(first) ?? [];
  if (!heading || !id) throw new Error(`a heading has no anchor: ${first}`);
  return { id, heading: filled(heading, facts), blocks: blocks.map((block) => blockOf(block, facts)) };
}

const blocksIn = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== "");

function blockOf(text: string, facts: Facts): LegalBlock {
  const [, table] = /^\{\{([a-z-]+)\}\}$/.exec(text) ?? [];
  if (table) {
    const found = facts.tables[table];
    if (!found) throw new Error(`no fact of the name ${table}`);
    return { kind: "table", head: [...found.head], rows: found.rows.map((row) => [...row]) };
  }
  const lines = text.split("\n");
  if (lines.every((line) => line.startsWith("- ")))
    return { kind: "list", items: lines.map((line) => filled(line.slice(2), facts)) };
  if (lines.length > 1) throw new Error(`a paragraph is one line: ${text}`);
  return text.startsWith("> ")
    ? { kind: "notice", text: filled(text.slice(2), facts) }
    : { kind: "paragraph", text: filled(text, facts) };
}

const filled = (text: string, { words }: Facts): string =>
  text.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`no fact of the name ${name}`);
    return word;
  });

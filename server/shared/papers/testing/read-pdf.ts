import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

type Node = { role?: string; type?: string; id?: string; alt?: string; lang?: string; children?: Node[] };
export type Tagged = {
  role: string;
  text: string;
  alt?: string | undefined;
  lang?: string | undefined;
  children: Tagged[];
};

/** A PDF as another program reads it: its text by page, its tags with the text in each, and what it says of itself. */
export async function readPdf(bytes: Uint8Array) {
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 });
  const document = await task.promise;
  const pages: { text: string; tags: Tagged[]; untagged: string }[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const { texts, all, untagged } = textsById(items as Item[]);
    const tree = (await page.getStructTree()) as Node | null;
    pages.push({
      text: all,
      tags: tree ? (tree.children ?? []).flatMap((node) => taggedOf(node, texts)) : [],
      untagged,
    });
  }
  const { info, metadata } = await document.getMetadata();
  const [mark, viewer] = [await document.getMarkInfo(), await document.getViewerPreferences()];
  const found = { pages, info: info as Record<string, unknown>, mark, viewer, xmp: metadata?.getRaw() ?? "" };
  await task.destroy();
  return { ...found, text: pages.map(({ text }) => text).join("\n") };
}

type Item = { type?: string; id?: string; tag?: string; str?: string; hasEOL?: boolean };

/** The text of each piece of marked content by its id; `untagged` is what stands in none but is no artifact either. */
function textsById(items: readonly Item[]) {
  const texts = new Map<string, string>();
  const open: { id: string | undefined; tag: string | undefined }[] = [];
  let [all, untagged] = ["", ""];
  for (const { type, id, tag, str, hasEOL } of items) {
    if (type?.startsWith("beginMarkedContent")) open.push({ id, tag });
    else if (type === "endMarkedContent") open.pop();
    else {
      const text = `${str ?? ""}${hasEOL ? "\n" : ""}`;
      all += text;
      const at = open.findLast((each) => each.id !== undefined)?.id;
      if (at !== undefined) texts.set(at, (texts.get(at) ?? "") + text);
      else if (!open.some((each) => each.tag === "Artifact")) untagged += text;
    }
  }
  return { texts, all, untagged: untagged.trim() };
}

function taggedOf(node: Node, texts: Map<string, string>): Tagged[] {
  if (node.type === "content") return [];
  const children = (node.children ?? []).flatMap((child) => taggedOf(child, texts));
  const own = (node.children ?? []).map(({ type, id }) =>
    type === "content" && id ? (texts.get(id) ?? "") : "",
  );
  const { role = "", alt, lang } = node;
  return [
    { role, alt, lang, children, text: own.join("").replaceAll("\n", " ").replaceAll(/\s+/g, " ").trim() },
  ];
}

/** All elements with a role, in reading order. */
export const allOf = (tags: readonly Tagged[], role: string): Tagged[] =>
  tags.flatMap((tag) => [...(tag.role === role ? [tag] : []), ...allOf(tag.children, role)]);

import { createHash } from "node:crypto";
import type { LegalBlock, LegalText } from "./schemas";

const linesOf = (block: LegalBlock): string[] => {
  switch (block.kind) {
    case "paragraph":
    case "notice":
      return [block.text];
    case "list":
      return block.items;
    case "table":
      return [block.head, ...block.rows].map((cells) => cells.join(" | "));
  }
};

/** The text of a document as its reader sees it, a line for each heading, paragraph, item and row. */
const plainText = ({ title, lead, sections }: LegalText): string =>
  [title, lead, ...sections.flatMap(({ heading, blocks }) => [heading, ...blocks.flatMap(linesOf)])].join(
    "\n",
  );

/** SHA-256 of the text as it is shown, in hexadecimal. It names what somebody agreed to. */
export const textHash = (text: LegalText): string =>
  createHash("sha256").update(plainText(text)).digest("hex");

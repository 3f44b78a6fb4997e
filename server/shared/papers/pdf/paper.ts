import type { Locale } from "@/server/shared/airline";

/** What a paper consists of, in the order in which it is read. A renderer draws it; nothing here knows how. */

export type Column = {
  head: string /** Its part of the width, beside those of the others. */;
  share: number;
  align?: "right";
};

export type Table = {
  kind: "table";
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
  /** The last line, in bold. */
  total?: readonly string[];
};

export type Block =
  | { kind: "heading"; level: 1 | 2; text: string }
  | { kind: "text"; text: string; look?: "muted" | "strong"; lang?: Locale }
  /** Pairs of a label and a value. */
  | { kind: "facts"; rows: readonly (readonly [label: string, value: string])[] }
  | { kind: "logo"; alt: string }
  | Table;

export type Paper = {
  lang: Locale;
  title: string;
  subject: string;
  author: string;
  /** When the paper says what it says, ISO 8601. */
  asOf: string;
  /** The line at the foot of every page, with the number of the page. */
  foot: (page: number, pages: number) => string;
  blocks: readonly Block[];
};

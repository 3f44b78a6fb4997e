import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/tools/root";

const FOLDER = path.join(ROOT, "docs/runbooks");

/** A page of docs/runbooks. */
export type Runbook = { name: string; text: string };

export const runbooks: Runbook[] = fs
  .readdirSync(FOLDER)
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({
    name: name.replace(/\.md$/, ""),
    text: fs.readFileSync(path.join(FOLDER, name), "utf8"),
  }));

/** The statements of a page: its blocks of code in `language`. */
export const blocksOf = (text: string, language: "sql" | "bash"): string[] =>
  [...text.matchAll(/^```(\w+)\n(.*?)^```/gms)]
    .filter(([, found]) => found === language)
    .map(([, , block]) => block as string);

/** Everything in a page that is code: in backticks, and in blocks. */
export const codeOf = (text: string): string[] => [
  ...[...text.replaceAll(/^```.*?^```/gms, "").matchAll(/`([^`]+)`/g)].map(([, code]) => code as string),
  ...[...text.matchAll(/^```\w+\n(.*?)^```/gms)].map(([, block]) => block as string),
];

/** The names of figures in an expression of Prometheus, or in a text. Labels and functions are not among them. */
export const figuresIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/\b((?:msa|nodejs|process|kube)_[a-z0-9_]+|msa:[a-z0-9_:]+|ALERTS|up(?=\{))/g)].map(
      ([, name]) => name as string,
    ),
  ),
];

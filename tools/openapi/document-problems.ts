import type { BaseDocument } from "./base-document";
import type { DeliberateBreak } from "./deliberate-breaks";
import { breakingChanges } from "./document-changes";
import type { Json } from "./document-schemas";

const MIN_REASON_LENGTH = 20;

type Documents = {
  /** What the operations say now. */
  generated: Json;
  /** The text of the committed copy; null when it is not there. */
  committed: string | null;
  /** Null when there is no history: then clients know the committed copy. */
  base: BaseDocument | null;
  allowed: readonly DeliberateBreak[];
};

/** The text of a document as it is committed. */
export const textOf = (document: Json): string => `${JSON.stringify(document, null, 2)}\n`;

/** Returns one line for each difference that breaks clients of the base and that nobody meant. */
export function unmeantBreaks({ generated, committed, base, allowed }: Documents): string[] {
  const known = base?.text ?? committed;
  if (known === null) return [];
  const meant = new Set(
    allowed.filter(({ reason }) => reason.trim().length >= MIN_REASON_LENGTH).map(({ change }) => change),
  );
  return breakingChanges(JSON.parse(known), generated).filter((line) => !meant.has(line));
}

/** Returns why the committed copy is not what it has to be; null when it is. */
export function copyProblem({ generated, committed }: Documents): string | null {
  if (committed === null) return "it is not there";
  return committed === textOf(generated) ? null : "it is not what the operations say";
}

import type { LegalDocumentName } from "./schemas";

export type DatedDocument = { document: LegalDocumentName; version: string };

/** The version of a document that is in force on a Korean day; undefined before its first one. */
export const currentVersion = (
  rows: readonly DatedDocument[],
  document: LegalDocumentName,
  day: string,
): string | undefined =>
  rows
    .filter((each) => each.document === document && each.version <= day)
    .map((each) => each.version)
    .sort()
    .at(-1);

/** What is wrong with what somebody stated: nothing of the document, or an earlier or unknown version of it. */
export type ConsentFault = "consentMissing" | "consentOutdated";

/** The needed documents that are not agreed to in their version, each with its fault. `stated` is what came with the request. */
export function consentFaults(
  needed: readonly DatedDocument[],
  stated: readonly DatedDocument[],
): Partial<Record<LegalDocumentName, ConsentFault>> {
  const faults = needed.flatMap(({ document, version }) => {
    const versions = stated.filter((each) => each.document === document).map((each) => each.version);
    if (versions.includes(version)) return [];
    return [[document, versions.length === 0 ? "consentMissing" : "consentOutdated"] as const];
  });
  return Object.fromEntries(faults);
}

import type { Locale } from "@/server/shared/airline";
import { koreanToday } from "@/server/shared/database-clock";
import { documentRows } from "./document-rows";
import { type LegalDocumentName, type LegalText, legalDocumentNames } from "./schemas";
import { textHash } from "./text-rules";
import { currentVersion, type DatedDocument } from "./version-rules";

export type LegalDocument = {
  document: LegalDocumentName;
  version: string;
  text: LegalText;
  /** SHA-256 of the text in its language. */
  hash: string;
  /** The version in force today. */
  isCurrent: boolean;
  /** All versions, the newest first; one that is not in force yet is among them. */
  versions: string[];
};

type Row = DatedDocument & { texts: Record<Locale, LegalText> };

// JSON has no literal types; tools/legal checks each file against the schema.
const rows = documentRows as unknown as readonly Row[];

/**
 * A document in a language, as it is now or in one of its versions; null when there is no such version.
 *
 * @public Everybody may read them.
 */
export async function legalDocument(
  document: LegalDocumentName,
  locale: Locale,
  version?: string,
): Promise<LegalDocument | null> {
  const current = currentVersion(rows, document, await koreanToday());
  const row = rows.find((each) => each.document === document && each.version === (version ?? current));
  if (!row) return null;
  const text = row.texts[locale];
  return {
    ...{ document, version: row.version, text, hash: textHash(text) },
    isCurrent: row.version === current,
    versions: rows
      .filter((each) => each.document === document)
      .map((each) => each.version)
      .sort()
      .reverse(),
  };
}

/**
 * Every document as it is now, in a language, in the order of the lists.
 *
 * @public Everybody may read them.
 */
export async function legalDocuments(locale: Locale): Promise<LegalDocument[]> {
  const all = await Promise.all(legalDocumentNames.map((name) => legalDocument(name, locale)));
  return all.filter((each) => each !== null);
}

/**
 * The newest documents of a list as a form needs them: what to agree to, and in which version.
 *
 * @public Everybody may read them.
 */
export async function documentsToAccept(names: readonly LegalDocumentName[]): Promise<DatedDocument[]> {
  const today = await koreanToday();
  return names.map((document) => ({ document, version: requireVersion(document, today) }));
}

/** The version of a document that is in force on a Korean day. @throws Error when there is none: it was never published. */
export function requireVersion(document: LegalDocumentName, day: string): string {
  const version = currentVersion(rows, document, day);
  if (!version) throw new Error(`${document} has no version on ${day}`);
  return version;
}

/** The hash of a version's text, as a consent names it. */
export function hashOf({ document, version }: DatedDocument, locale: Locale): string {
  const row = rows.find((each) => each.document === document && each.version === version);
  if (!row) throw new Error(`${document} has no version ${version}`);
  return textHash(row.texts[locale]);
}

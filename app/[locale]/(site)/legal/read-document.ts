import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { legalDocument } from "@/server/consent/queries";
import { documentVersion, legalDocumentName } from "@/server/consent/schemas";
import type { Locale } from "@/server/shared/airline";

/** The document that an address names, in the language of the page. An unknown document or version is not found. */
export async function readDocument(params: { document: string; version?: string }) {
  const document = legalDocumentName.safeParse(params.document);
  const version = documentVersion.optional().safeParse(params.version);
  const locale = (await getLocale()) as Locale;
  const found =
    document.success && version.success ? await legalDocument(document.data, locale, version.data) : null;
  return found ?? notFound();
}

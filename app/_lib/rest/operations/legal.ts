import { z } from "zod";
import { operation } from "@/app/_lib/rest/operation";
import { named } from "@/app/_lib/rest/schema-names";
import { legalDocuments } from "@/server/consent/queries";
import {
  BOOKING_DOCUMENTS,
  documentVersion,
  type LegalDocumentName,
  legalDocumentName,
  legalLanguage,
  MEMBER_DOCUMENTS,
} from "@/server/consent/schemas";
import { env } from "@/server/shared/env";

const purpose = z.enum(["MEMBERSHIP", "BOOKING"]);

const legalDocumentView = z
  .strictObject({
    document: legalDocumentName,
    version: documentVersion.meta({ description: "The Korean day from which it is in force names it." }),
    title: z.string(),
    hash: z.string().meta({ description: "SHA-256 of the text in this language, in hexadecimal." }),
    url: z.url(),
    requiredFor: z.array(purpose),
  })
  .meta({ description: "A document in the version that is in force." });

const contains = (names: readonly LegalDocumentName[], name: LegalDocumentName) => names.includes(name);

export const listLegalDocuments = operation({
  ...{ id: "listLegalDocuments", method: "GET", path: "/legal-documents", tag: "Legal documents" },
  summary: "The documents in force",
  description:
    "`requiredFor`: what a member and what each booking agrees to, with the version that `consents` of a payment has to name.",
  scope: null,
  query: z.object({ locale: legalLanguage.default("ko") }),
  response: z.array(named("LegalDocument", legalDocumentView)),
  run: async (_ctx, { query: { locale } }) =>
    (await legalDocuments(locale)).map(({ document, version, text, hash }) => ({
      ...{ document, version, title: text.title, hash },
      url: `${env().APP_URL}/${locale}/legal/${document}/${version}`,
      requiredFor: [
        ...(contains(MEMBER_DOCUMENTS.required, document) ? (["MEMBERSHIP"] as const) : []),
        ...(contains(BOOKING_DOCUMENTS, document) ? (["BOOKING"] as const) : []),
      ],
    })),
});

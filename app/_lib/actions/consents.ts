import type { AskedDocument, AskedName, ConsentFaults, ConsentState } from "@/components/legal/types";
import { consentsForBooking, documentsToAccept } from "@/server/consent/queries";
import {
  documentVersion,
  type LegalDocumentName,
  legalDocumentNames,
  MEMBER_DOCUMENTS,
  type StatedConsent,
} from "@/server/consent/schemas";
import type { RequestContext } from "@/server/shared/context";
import type { FieldErrors } from "@/server/shared/errors";
import { textField } from "./form";

/** What a form of `ConsentChoices` states. A version that is none counts as a box that was not ticked. */
export const statedIn = (form: FormData): StatedConsent[] =>
  legalDocumentNames.flatMap((document) => {
    const version = documentVersion.safeParse(textField(form, `consent.${document}`));
    return version.success ? [{ document, version: version.data }] : [];
  });

/** What a new member is asked for. */
export async function askedOfMembers(): Promise<AskedDocument[]> {
  const { required, optional } = MEMBER_DOCUMENTS;
  const found = await documentsToAccept([...required, ...optional]);
  return found.map((each) => asked(each, (required as readonly string[]).includes(each.document)));
}

/** What the member is asked for before a booking is paid. */
export async function askedForBooking(ctx: RequestContext): Promise<AskedDocument[]> {
  return (await consentsForBooking(ctx)).map((each) => asked(each, true));
}

const asked = (each: { document: LegalDocumentName; version: string }, required: boolean): AskedDocument => ({
  document: each.document as AskedName,
  version: each.version,
  required,
});

/** The state of a form that was refused: what is asked now, with what was ticked and is still in force. */
export function refusedConsents(
  documents: readonly AskedDocument[],
  form: FormData,
  fieldErrors: FieldErrors = {},
): ConsentState {
  const stated = statedIn(form);
  const agreed = documents.filter(({ document, version }) =>
    stated.some((each) => each.document === document && each.version === version),
  );
  const faults = documents.flatMap(({ document }) => {
    const fault = fieldErrors[`consents.${document}`];
    return fault ? [[document, fault === "consentOutdated" ? "consentOutdated" : "consentMissing"]] : [];
  });
  return {
    documents,
    agreed: agreed.map(({ document }) => document),
    faults: Object.fromEntries(faults) as ConsentFaults,
  };
}

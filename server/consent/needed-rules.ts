import type { CustomerKind } from "@/server/shared/fare-terms";
import type { KnownConsent } from "./consent-facts";
import { BOOKING_DOCUMENTS, type LegalDocumentName, MEMBER_DOCUMENTS } from "./schemas";
import type { DatedDocument } from "./version-rules";

type VersionOf = (document: LegalDocumentName) => string;

/**
 * What a member has to agree to again: the documents of the membership whose present version they have not agreed to. An
 * agreement for a booking counts, since it is the same text.
 */
export const outdatedMembership = (known: readonly KnownConsent[], versionOf: VersionOf): DatedDocument[] =>
  MEMBER_DOCUMENTS.required
    .map((document) => ({ document, version: versionOf(document) }))
    .filter((needed) => !known.some((each) => isOf(each, needed)));

/** What has to be agreed to before a booking is paid: its own documents, and what the membership lacks. A guest has none. */
export function neededForBooking(
  known: readonly KnownConsent[],
  versionOf: VersionOf,
  customer: CustomerKind,
): DatedDocument[] {
  const booking = BOOKING_DOCUMENTS.map((document) => ({ document, version: versionOf(document) }));
  if (customer === "GUEST") return booking;
  const others = outdatedMembership(known, versionOf).filter(
    ({ document }) => !booking.some((each) => each.document === document),
  );
  return [...booking, ...others];
}

const isOf = (known: KnownConsent, { document, version }: DatedDocument): boolean =>
  known.given && known.document === document && known.version === version;

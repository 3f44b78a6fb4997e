import { desc, eq } from "drizzle-orm";
import { database } from "@/db/client";
import { consents } from "@/db/schema/consent";
import { customerKindOf, type RequestContext, requireCustomer, requireMember } from "@/server/shared/context";
import { koreanToday } from "@/server/shared/database-clock";
import { type KnownConsent, knownConsents } from "./consent-facts";
import { requireVersion } from "./documents-view";
import { neededForBooking, outdatedMembership } from "./needed-rules";
import type { ConsentChannel, LegalDocumentName } from "./schemas";
import type { DatedDocument } from "./version-rules";

export type ConsentEntry = {
  id: string;
  document: LegalDocumentName;
  version: string;
  given: boolean;
  channel: ConsentChannel;
  reservationId: string | null;
  recordedAt: string;
};

/** The longest history that one page shows. */
const MAX_SHOWN = 200;

/**
 * What the member agreed to and took back, the newest first: the last 200.
 *
 * @throws AppError UNAUTHENTICATED.
 */
export async function consentsOf(ctx: RequestContext): Promise<ConsentEntry[]> {
  const { id } = requireMember(ctx.actor);
  const rows = await database()
    .select()
    .from(consents)
    .where(eq(consents.personId, id))
    .orderBy(desc(consents.recordedAt), desc(consents.id))
    .limit(MAX_SHOWN);
  return rows.map(({ id: entryId, document, version, given, channel, reservationId, recordedAt }) => ({
    ...{ id: entryId, version, given, channel, reservationId },
    document: document as LegalDocumentName,
    recordedAt: recordedAt.toISOString(),
  }));
}

/**
 * What the customer has to agree to before a booking is paid, each in the version in force: the documents of every booking, and what
 * the membership lacks.
 *
 * @throws AppError UNAUTHENTICATED.
 */
export async function consentsForBooking(ctx: RequestContext): Promise<DatedDocument[]> {
  const customer = requireCustomer(ctx.actor);
  const { known, versionOf } = await factsOf(customer.id);
  return neededForBooking(known, versionOf, customerKindOf(customer));
}

/**
 * The documents of the membership that the member has not agreed to in the version in force.
 *
 * @throws AppError UNAUTHENTICATED.
 */
export async function outdatedConsents(ctx: RequestContext): Promise<DatedDocument[]> {
  const { known, versionOf } = await factsOf(requireMember(ctx.actor).id);
  return outdatedMembership(known, versionOf);
}

async function factsOf(id: string): Promise<{
  known: KnownConsent[];
  versionOf: (document: LegalDocumentName) => string;
}> {
  const [today, known] = await Promise.all([koreanToday(), knownConsents({ tx: database() }, id)]);
  return { known, versionOf: (document) => requireVersion(document, today) };
}

import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { requireVersion } from "@/server/consent/documents-view";
import { documentsToAccept } from "@/server/consent/queries";
import {
  BOOKING_DOCUMENTS,
  type LegalDocumentName,
  MEMBER_DOCUMENTS,
  type StatedConsent,
} from "@/server/consent/schemas";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";

const everything = [...new Set<LegalDocumentName>([...BOOKING_DOCUMENTS, ...MEMBER_DOCUMENTS.required])];

/** What a person states who agrees to everything that an account and a booking need. */
export const allConsents = (): Promise<StatedConsent[]> => documentsToAccept(everything);

/** The same by the clock of this process, for a program without a database. */
export function consentsToday(): StatedConsent[] {
  const today = toLocal(new Date(), KOREA_ZONE).date;
  return everything.map((document) => ({ document, version: requireVersion(document, today) }));
}

/** The consents of a payment on the site. */
export const webConsents = async () => ({ stated: await allConsents(), channel: "WEB" as const });

/** The rows about a person, by document and then by time. */
export async function consentRows(personId: string) {
  const { rows } = await database().execute<{
    document: string;
    version: string;
    given: boolean;
    channel: string;
    locale: string;
    reservation_id: string | null;
    text_hash: string;
    recorded_by: string | null;
    client_key: string;
  }>(sql`select document, version::text, given, channel, locale, reservation_id, text_hash, recorded_by, client_key
    from consent.consents where person_id = ${personId} order by document, recorded_at`);
  return rows;
}

import { and, desc, eq, isNull } from "drizzle-orm";
import { consents } from "@/db/schema/consent";
import type { TxContext } from "@/server/shared/context";
import type { LegalDocumentName } from "./schemas";

export type KnownConsent = {
  document: LegalDocumentName;
  version: string;
  reservationId: string | null;
  given: boolean;
};

/** What a person gave and took back, the newest first, without what is about single passengers. */
export async function knownConsents(
  { tx }: { tx: Pick<TxContext["tx"], "select"> },
  personId: string,
): Promise<KnownConsent[]> {
  const rows = await tx
    .select({
      document: consents.document,
      version: consents.version,
      reservationId: consents.reservationId,
      given: consents.given,
    })
    .from(consents)
    .where(and(eq(consents.personId, personId), isNull(consents.passengerId)))
    .orderBy(desc(consents.recordedAt), desc(consents.id));
  return rows as KnownConsent[];
}

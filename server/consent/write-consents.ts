import { consents } from "@/db/schema/consent";
import type { Locale } from "@/server/shared/airline";
import { audit } from "@/server/shared/audit";
import { clientKeyOf } from "@/server/shared/client-key";
import type { TxContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { hashOf } from "./documents-view";
import type { ConsentChannel } from "./schemas";
import type { DatedDocument } from "./version-rules";

export type ConsentSubject = {
  personId: string;
  reservationId?: string | null;
  passengerId?: string | null;
  /** The language in which the texts were shown. */
  locale: Locale;
  channel: ConsentChannel;
};

/** Writes what a person gives or takes back, with an audit row, in the caller's transaction. Nothing is written twice for a booking. */
export async function writeConsents(
  ctx: TxContext,
  subject: ConsentSubject,
  documents: readonly DatedDocument[],
  given: boolean,
): Promise<void> {
  if (documents.length === 0) return;
  const { personId, reservationId = null, passengerId = null, locale, channel } = subject;
  const written = await ctx.tx
    .insert(consents)
    .values(
      documents.map((each) => ({
        id: uuidv7(),
        ...{ personId, reservationId, passengerId, locale, channel, given },
        ...{ document: each.document, version: each.version, textHash: hashOf(each, locale) },
        clientKey: clientKeyOf(ctx.actor),
        recordedBy: channel === "STAFF" && ctx.actor.kind === "STAFF" ? ctx.actor.id : null,
      })),
    )
    .onConflictDoNothing()
    .returning({ document: consents.document, version: consents.version });
  if (written.length === 0) return;
  await audit(ctx, {
    action: given ? "give-consent" : "withdraw-consent",
    entity: reservationId ? "reservation" : "user",
    entityId: reservationId ?? personId,
    after: {
      consents: written.map(({ document, version }) => `${document} ${version}`),
      channel,
      ...(passengerId && { passengerId }),
    },
  });
}

import { and, eq, isNull, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { accessCodes } from "@/db/schema/reservation";
import { lockReservation, reservationFacts } from "@/server/reservation/hold/reservation-facts";
import { findTrip } from "@/server/reservation/views/trips-view";
import type { Locale } from "@/server/shared/airline";
import { audit } from "@/server/shared/audit";
import { actorAddress, type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { parse } from "@/server/shared/parse";
import { limitRate } from "@/server/shared/rate-limit";
import {
  CODE_MINUTES,
  CODES_PER_ADDRESS,
  CODES_PER_MAILBOX,
  CODES_PER_TRIP,
  CODES_PER_TRIP_A_DAY,
  DAY_SECONDS,
  HOUR_SECONDS,
} from "./access-rules";
import { accessCodeIdInput, type IssueAccessCodeInput } from "./access-schemas";
import { hashCode, hashContact, randomCode } from "./hash-code";
import { countCode } from "./record-figures";

/** A code that has to be sent to `to` now: it is stored nowhere. */
export type IssuedCode = { codeId: string; code: string; to: string; locale: Locale; locator: string };

/**
 * Issues a six-digit code with which whoever reads the mail of the reservation's contact can manage the trip. It can be
 * entered for ten minutes. A new code ends the one before. Anybody may ask who has the locator and a surname, or the id of a
 * code of the last hour.
 *
 * @throws AppError NOT_FOUND (the same answer for a wrong pair, for an unpaid reservation and for none), RATE_LIMITED,
 *   INVALID_INPUT.
 */
export async function issueAccessCode(ctx: RequestContext, input: IssueAccessCodeInput): Promise<IssuedCode> {
  await limitRate(`access-code:${actorAddress(ctx.actor)}`, CODES_PER_ADDRESS, HOUR_SECONDS);
  const trip = "codeId" in input ? await tripOfCode(input) : await findTrip(ctx, input);
  await limitCodes(trip);
  const issued = await transaction({ ...ctx, correlationId: trip.id }, (tx) => issue(tx, trip.id));
  countCode();
  return issued;
}

type FoundTrip = { id: string; contactEmail: string };

async function limitCodes({ id, contactEmail }: FoundTrip): Promise<void> {
  await limitRate(`access-code:${id}`, CODES_PER_TRIP, HOUR_SECONDS);
  await limitRate(`access-code-day:${id}`, CODES_PER_TRIP_A_DAY, DAY_SECONDS);
  await limitRate(
    `access-code-to:${hashContact(contactEmail.toLowerCase())}`,
    CODES_PER_MAILBOX,
    HOUR_SECONDS,
  );
}

async function issue(ctx: TxContext, reservationId: string): Promise<IssuedCode> {
  // One code after the other, so that one of them alone is open.
  await lockReservation(ctx.tx, reservationId);
  const facts = await reservationFacts(ctx.tx, reservationId);
  if (facts?.status !== "CREATED" && facts?.status !== "CANCELLED") throw new AppError("NOT_FOUND");
  const codeId = uuidv7();
  const code = randomCode();
  await ctx.tx
    .update(accessCodes)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(and(eq(accessCodes.reservationId, reservationId), isNull(accessCodes.endedAt)));
  await ctx.tx.insert(accessCodes).values({
    id: codeId,
    reservationId,
    codeHash: hashCode(codeId, code),
    contactHash: hashContact(facts.contactEmail),
    expiresAt: sql`clock_timestamp() + make_interval(mins => ${CODE_MINUTES})`,
  });
  await audit(ctx, {
    action: "issue-access-code",
    entity: "reservation",
    entityId: reservationId,
    after: { codeId },
  });
  return { codeId, code, to: facts.contactEmail, locale: facts.locale, locator: facts.locator };
}

/** The reservation of a code that was issued in the last hour. */
async function tripOfCode(input: { codeId: string }): Promise<FoundTrip> {
  const { codeId } = parse(accessCodeIdInput, input);
  const { rows } = await database().execute<FoundTrip>(sql`
    select r.id, r.contact_email as "contactEmail"
    from reservation.access_codes c join reservation.reservations r on r.id = c.reservation_id
    where c.id = ${codeId} and c.created_at > clock_timestamp() - make_interval(secs => ${HOUR_SECONDS})`);
  if (!rows[0]) throw new AppError("NOT_FOUND");
  return rows[0];
}

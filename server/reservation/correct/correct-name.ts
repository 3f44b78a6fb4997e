import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { changes, passengers, reservations } from "@/db/schema/reservation";
import { isServing, requireServed, requireTripActor } from "@/server/reservation/access/require-trip";
import { correctNameRule, type NotCorrectable } from "@/server/reservation/domain/booking-rules";
import { correctionForCustomer } from "@/server/reservation/domain/name-correction";
import { nameCorrected } from "@/server/reservation/events";
import {
  eventDataOf,
  type ReservationFacts,
  reservationFacts,
} from "@/server/reservation/hold/reservation-facts";
import { takeTurnOfCustomer } from "@/server/reservation/hold/take-turn";
import { exchangeCoupons } from "@/server/reservation/order/exchange-coupons";
import { refuseWhileChanging } from "@/server/reservation/order/refuse-while-changing";
import { writeNextVersion } from "@/server/reservation/order/write-next-version";
import { type CorrectNameInput, correctNameInput } from "@/server/reservation/schemas";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import type { CorrectedTicket } from "@/server/reservation/views/answer-schemas";
import { audit } from "@/server/shared/audit";
import {
  actorId,
  actorKind,
  databaseNow,
  type RequestContext,
  type TxContext,
  transaction,
} from "@/server/shared/context";
import { AppError, type ErrorCode } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { nameKey } from "@/server/shared/person-name";
import { maskText } from "@/server/shared/personal-data";
import { checkIdentity, checkLimits } from "./check-correction";
import { type NamedPassenger, namedPassenger } from "./correction-facts";

const codes: Record<NotCorrectable | "DEPARTED", ErrorCode> = {
  NOT_CREATED: "NOT_CHANGEABLE",
  FLIGHT_CANCELLED: "FLIGHT_NOT_ON_SALE",
  CHECK_IN_CLOSED: "NOT_CHANGEABLE",
  DEPARTED: "NOT_CHANGEABLE",
};

type Correction = z.output<typeof correctNameInput>;

/**
 * Corrects the spelling of one passenger's Roman name, free of charge, and issues a new ticket for the flights that are
 * left. Birth date, gender and Korean name stay. A customer may change a few letters, once for each passenger, until the
 * no-show cut-off of the first flight and before check-in. Staff may do so on the customer's behalf; beyond these limits,
 * and while a flight is left, they give a reason.
 *
 * @returns the new ticket number.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND, FORBIDDEN, NOT_CHANGEABLE, FLIGHT_NOT_ON_SALE, CHANGE_AWAITS_PAYMENT,
 *   CONFLICT when the reservation was changed since `version`, INVALID_INPUT with the field.
 */
export function correctName(ctx: RequestContext, input: CorrectNameInput): Promise<CorrectedTicket> {
  requireTripActor(ctx.actor);
  const correction = parse(correctNameInput, input);
  const { reservationId } = correction;
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    // The names of a customer's passengers are decided on one after the other.
    await takeTurnOfCustomer(tx, await customerOf(tx, reservationId));
    const facts = await requireServed(tx, reservationId);
    if (facts.version !== correction.version) throw new AppError("CONFLICT");
    const byStaff = isServing(ctx.actor, facts);
    const { NAME_CORRECTIONS: limits, CUTOFFS } = await salePolicies();
    const own = correctNameRule(facts, facts.now, CUTOFFS);
    const rule = byStaff ? correctionForCustomer(facts, own, facts.now) : own;
    if (!rule.allowed) throw new AppError(codes[rule.reason]);
    await refuseWhileChanging(tx, reservationId);
    const person = await namedPassenger(tx, reservationId, correction.passengerId);
    if (person.coupons.length === 0) throw new AppError("NOT_CHANGEABLE");
    if (person.checkedIn && !byStaff)
      throw new AppError("INVALID_INPUT", { fieldErrors: { surname: "checkedIn" } });
    checkLimits(person, correction, {
      limits,
      now: facts.now,
      byStaff,
      isLate: !own.allowed || person.checkedIn,
    });
    await checkIdentity(tx, facts, person, correction);
    return carryOut(tx, facts, person, byStaff ? correction : { ...correction, reason: undefined });
  });
}

async function customerOf({ tx }: TxContext, reservationId: string): Promise<string> {
  const [found] = await tx
    .select({ customerId: reservations.customerId })
    .from(reservations)
    .where(eq(reservations.id, reservationId));
  if (!found) throw new AppError("NOT_FOUND");
  return found.customerId;
}

async function carryOut(
  ctx: TxContext,
  facts: ReservationFacts,
  person: NamedPassenger,
  correction: Correction,
): Promise<{ ticketNumber: string }> {
  const { surname, givenName } = correction;
  const reservationId = facts.id;
  const changeId = await writeChange(ctx, facts, person, correction);
  await ctx.tx
    .update(passengers)
    .set({ surname, givenName, surnameKey: nameKey(surname) })
    .where(eq(passengers.id, person.id));
  const numbers = await exchangeCoupons(ctx, {
    ...{ reservationId, changeId },
    exchanges: person.coupons.map(({ id, passengerId, segmentId, passengerType }) => ({
      ...{ couponId: id, passengerId, segmentId, passengerType, lines: null, fees: [] },
    })),
  });
  const ticketNumber = numbers.get(person.id);
  if (!ticketNumber) throw new Error("a ticket is issued for the coupons of one passenger");
  await writeNextVersion(ctx, reservationId);
  await record(ctx, facts, person, { ...correction, changeId, ticketNumber });
  return { ticketNumber };
}

async function writeChange(
  { tx, actor }: TxContext,
  { id: reservationId, version, now }: ReservationFacts,
  person: NamedPassenger,
  { surname, givenName, reason }: Correction,
): Promise<string> {
  const id = uuidv7();
  await tx.insert(changes).values({
    ...{ id, reservationId, kind: "CORRECT_NAME", status: "DONE", balance: 0, baseVersion: version },
    ...{ askedByKind: actorKind(actor), askedById: actorId(actor) },
    ...{ quotedAt: new Date(now), endedAt: sql`clock_timestamp()` },
    quote: {
      passengerId: person.id,
      before: { surname: person.surname, givenName: person.givenName },
      after: { surname, givenName },
      ...(reason && { reason }),
    },
  });
  return id;
}

async function record(
  ctx: TxContext,
  before: ReservationFacts,
  person: NamedPassenger,
  {
    surname,
    givenName,
    reason,
    changeId,
    ticketNumber,
  }: Correction & { changeId: string; ticketNumber: string },
): Promise<void> {
  const facts = await reservationFacts(ctx.tx, before.id);
  if (!facts) throw new Error("the caller has locked the reservation");
  const previousTicketNumber = person.ticketNumber;
  await audit(ctx, {
    action: "correct-name",
    entity: "reservation",
    entityId: facts.id,
    before: {
      version: before.version,
      passengerName: maskText(`${person.surname}/${person.givenName}`),
      ticketNumber: previousTicketNumber,
    },
    after: {
      version: before.version + 1,
      passengerName: maskText(`${surname}/${givenName}`),
      ticketNumber,
      ...(reason && { reason }),
    },
  });
  await recordEvents(ctx, [
    event(nameCorrected, {
      ...eventDataOf(facts),
      ...{ changeId, passengerId: person.id, previousTicketNumber, ticketNumber },
      nameBefore: { surname: person.surname, givenName: person.givenName },
      nameAfter: { surname, givenName },
      correctedAt: (await databaseNow(ctx.tx)).toISOString(),
    }),
  ]);
}

import { eq } from "drizzle-orm";
import type { z } from "zod";
import { changes } from "@/db/schema/reservation";
import { requireServed, requireTripActor } from "@/server/reservation/access/require-trip";
import { auditWaiver } from "@/server/reservation/cancel/record-waiver";
import { isQuotedTo, requireWaiver } from "@/server/reservation/cancel/require-waiver";
import { changeRule } from "@/server/reservation/domain/booking-rules";
import type { ReservationFacts } from "@/server/reservation/hold/reservation-facts";
import { holdUnits } from "@/server/reservation/inventory/take-units";
import { changeFlightsInput } from "@/server/reservation/schemas";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import type { ChangedFlights } from "@/server/reservation/views/answer-schemas";
import { audit } from "@/server/shared/audit";
import {
  actorId,
  actorKind,
  type RequestContext,
  type TxContext,
  transaction,
} from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { askForPayment } from "./ask-for-payment";
import { awaitingChange, readChange, type StoredChange } from "./change-rows";
import { checkSale } from "./check-change";
import { completeChange, waivedOn, whyNotCarriedOut } from "./complete-change";
import { endOf } from "./quote-change";
import { type TripFacts, tripFacts } from "./trip-facts";

/** The customer has this long to pay, or less when a flight can be given up or sold no more before that. */
const PAYMENT_MINUTES = 20;

/**
 * Accepts a quoted change of flights on its terms. With nothing to pay it is carried out at once. Otherwise the new seats
 * are held until a deadline while the old ones stay sold, and the payment carries the change out. A repeated request gets
 * the same answer. Staff may do so on the customer's behalf, who is then told to pay; only the person to whom it was given can confirm a quote
 * that leaves fees out.
 *
 * @throws AppError NOT_FOUND, FORBIDDEN, QUOTE_EXPIRED, also when there is no such quote, CONFLICT when the reservation was changed since the quote, NOT_CHANGEABLE,
 *   CHANGE_AWAITS_PAYMENT when another change waits, SOLD_OUT, FLIGHT_NOT_ON_SALE, SALES_CLOSED, FLIGHT_DEPARTED.
 */
export async function changeFlights(
  ctx: RequestContext,
  input: z.input<typeof changeFlightsInput>,
): Promise<ChangedFlights> {
  requireTripActor(ctx.actor);
  const { reservationId, quoteId } = parse(changeFlightsInput, input);
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    const facts = await requireServed(tx, reservationId);
    const change = await readChange(tx, { reservationId, changeId: quoteId });
    // Old quotes are forgotten.
    if (!change) throw new AppError("QUOTE_EXPIRED");
    if (change.status === "DONE") return { status: "DONE", balance: change.balance };
    if (change.status === "AWAITING_PAYMENT") return awaiting(change);
    if (change.status !== "QUOTED" || !isQuotedTo(ctx.actor, change)) throw new AppError("QUOTE_EXPIRED");
    if (change.waiverReason !== null) requireWaiver(ctx.actor, facts);
    if (change.baseVersion !== facts.version) throw new AppError("CONFLICT");
    if (await awaitingChange(tx, reservationId)) throw new AppError("CHANGE_AWAITS_PAYMENT");
    return accept(tx, facts, change);
  });
}

async function accept(
  ctx: TxContext,
  facts: ReservationFacts,
  change: StoredChange,
): Promise<ChangedFlights> {
  const policies = await salePolicies();
  const { flights } = change.quote;
  const trip = await tripFacts(ctx.tx, facts, flights);
  if (!changeRule(facts, trip.now).allowed) throw new AppError("NOT_CHANGEABLE");
  if (isOver(change, trip.now) || whyNotCarriedOut(trip, change)) throw new AppError("QUOTE_EXPIRED");
  checkSale(trip, flights, policies);
  await nameWhoAccepted(ctx, change);
  // The payment carries the change out for the system: this row names who left the fees out.
  await auditWaiver(
    { ...ctx, correlationId: facts.id },
    { reservationId: facts.id, waivedAmount: waivedOn(change) },
    { changeId: change.id, waiverReason: change.waiverReason },
  );
  if (change.balance > 0)
    return awaitPayment(ctx, change, { trip, until: endOf(trip, PAYMENT_MINUTES, policies) });
  if (!(await completeChange(ctx, change, { trip, paymentId: null }))) throw new AppError("SOLD_OUT");
  return { status: "DONE", balance: change.balance };
}

/** The change names who confirmed it, who need not be the person who asked for its quote. */
async function nameWhoAccepted({ tx, actor }: TxContext, { id }: StoredChange): Promise<void> {
  await tx
    .update(changes)
    .set({ askedByKind: actorKind(actor), askedById: actorId(actor) })
    .where(eq(changes.id, id));
}

const isOver = ({ expiresAt }: StoredChange, now: string): boolean =>
  expiresAt !== null && expiresAt <= new Date(now);

async function awaitPayment(
  ctx: TxContext,
  change: StoredChange,
  { trip, until }: { trip: TripFacts; until: Date },
): Promise<ChangedFlights> {
  const { id, reservationId, quote } = change;
  if (!(await holdUnits(ctx, reservationId, { needs: quote.flights, until }))) throw new AppError("SOLD_OUT");
  const [accepted] = await ctx.tx
    .update(changes)
    .set({ status: "AWAITING_PAYMENT", expiresAt: until })
    .where(eq(changes.id, id))
    .returning();
  if (!accepted) throw new Error("the caller has locked the reservation of the change");
  await audit(
    { ...ctx, correlationId: reservationId },
    {
      action: "accept-change",
      entity: "reservation",
      entityId: reservationId,
      after: { changeId: id, balance: change.balance, flights: flightsOf(change) },
    },
  );
  await askForPayment(ctx, change, { trip, until });
  return awaiting({ ...change, expiresAt: until });
}

/** The exchanged flights as audit rows name them. */
const flightsOf = ({ quote }: StoredChange): { from: string; to: string }[] =>
  quote.flights.map(({ from, to }) => ({
    from: `${from.designator} ${from.departureDate}`,
    to: `${to.designator} ${to.departureDate}`,
  }));

const awaiting = ({ id, balance, expiresAt }: StoredChange): ChangedFlights => ({
  status: "AWAITING_PAYMENT",
  changeId: id,
  balance,
  expiresAt: (expiresAt ?? new Date(0)).toISOString(),
});

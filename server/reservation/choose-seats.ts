import { and, eq, inArray, sql } from "drizzle-orm";
import { passengers, seatAssignments } from "@/db/schema/reservation";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireMember, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { assignSeats } from "./domain/seat-assignment";
import { reservationChanged } from "./events";
import type { ReservationFacts } from "./facts";
import { isLiveHold, requireOwn } from "./live-hold";
import { type ChooseSeatsInput, chooseSeatsInput, seatPartyInput } from "./schemas";
import { type CabinSeats, cabinSeats } from "./seat-facts";

type Choice = { passengerPosition: number; seat: string | null };

/**
 * Gives the passengers of one segment the seats they chose; all of them or none. On a hold, and on a
 * created reservation until departure, which is then told as a change, once. The same seats again change
 * nothing.
 *
 * @throws AppError SEAT_TAKEN with the seat's field, HOLD_EXPIRED, INVALID_INPUT.
 */
export function chooseSeats(ctx: RequestContext, input: ChooseSeatsInput): Promise<void> {
  const customer = requireMember(ctx.actor);
  const { reservationId, segmentPosition, seats } = parse(chooseSeatsInput, input);
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    const facts = await requireSeatable(tx, reservationId, customer.id);
    await apply(tx, facts, segmentPosition, () => seats);
  });
}

/**
 * Seats the whole party of one segment together, as well as the free seats allow.
 *
 * @throws AppError SEAT_TAKEN when too few seats are free, HOLD_EXPIRED.
 */
export function seatParty(
  ctx: RequestContext,
  input: { reservationId: string; segmentPosition: number },
): Promise<void> {
  const customer = requireMember(ctx.actor);
  const { reservationId, segmentPosition } = parse(seatPartyInput, input);
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    const facts = await requireSeatable(tx, reservationId, customer.id);
    await apply(tx, facts, segmentPosition, (cabin) => proposal(facts, cabin));
  });
}

function proposal(facts: ReservationFacts, cabin: CabinSeats): Choice[] {
  const free = cabin.seats.filter((s) => !cabin.taken.has(s.seat)).map((s) => s.seat);
  const assigned = assignSeats(
    cabin.layout,
    free,
    facts.event.passengers.map((p) => p.type),
  );
  if (!assigned) throw new AppError("SEAT_TAKEN");
  return assigned.flatMap((seat, passengerPosition) => (seat === null ? [] : [{ passengerPosition, seat }]));
}

async function requireSeatable(
  ctx: TxContext,
  reservationId: string,
  customerId: string,
): Promise<ReservationFacts> {
  const facts = await requireOwn(ctx, reservationId, customerId);
  if (facts.status === "CREATED" || isLiveHold(facts)) return facts;
  throw new AppError("HOLD_EXPIRED");
}

async function apply(
  ctx: TxContext,
  facts: ReservationFacts,
  position: number,
  choose: (cabin: CabinSeats) => Choice[],
) {
  const { reservationId } = facts.event;
  const cabin = await cabinSeats(ctx.tx, reservationId, position);
  const segment = facts.event.segments[position];
  if (!cabin || !segment) throw new AppError("NOT_FOUND");
  if (Date.parse(segment.departsAt) <= Date.parse(facts.now)) throw new AppError("FLIGHT_DEPARTED");
  const choices = choose(cabin);
  checkChoices(facts, cabin, choices);
  // Pressed twice, or nothing changed: there is nothing to tell.
  if (choices.every((c) => (cabin.own.get(c.passengerPosition) ?? null) === c.seat)) return;
  await replaceSeats(ctx, reservationId, cabin, choices);
  if (facts.status !== "CREATED") return;
  const seats = choices.flatMap((c) => (c.seat ? [c.seat] : []));
  await audit(ctx, {
    action: "choose-seats",
    entity: "reservation",
    entityId: reservationId,
    after: { seats },
  });
  await recordEvents(ctx, [
    event(reservationChanged, {
      ...facts.event,
      change: "SEATS",
      seats: [{ designator: segment.designator, seats }],
    }),
  ]);
}

function checkChoices(facts: ReservationFacts, cabin: CabinSeats, choices: Choice[]): void {
  const known = new Map(cabin.seats.map((s) => [s.seat, s]));
  const party = facts.event.passengers;
  const withInfant = party.some((p) => p.type === "INFANT");
  const fieldErrors: Record<string, string> = {};
  for (const [n, { passengerPosition, seat }] of choices.entries()) {
    const passenger = party[passengerPosition];
    const place = seat === null ? undefined : known.get(seat);
    if (!passenger || passenger.type === "INFANT") fieldErrors[`seats.${n}.passengerPosition`] = "invalid";
    if (seat !== null && !place) fieldErrors[`seats.${n}.seat`] = "seat";
    // Exit rows are for people who can open the door: not for children, nor beside a lap infant.
    if (place?.properties.includes("exit") && (passenger?.type === "CHILD" || withInfant))
      fieldErrors[`seats.${n}.seat`] = "exitRow";
  }
  const wanted = choices.flatMap((c) => (c.seat ? [c.seat] : []));
  if (new Set(wanted).size !== wanted.length) fieldErrors.seats = "sameSeat";
  if (Object.keys(fieldErrors).length > 0) throw new AppError("INVALID_INPUT", { fieldErrors });
}

async function replaceSeats(ctx: TxContext, reservationId: string, cabin: CabinSeats, choices: Choice[]) {
  const people = await ctx.tx
    .select({ id: passengers.id, position: passengers.position })
    .from(passengers)
    .where(
      and(
        eq(passengers.reservationId, reservationId),
        inArray(
          passengers.position,
          choices.map((c) => c.passengerPosition),
        ),
      ),
    );
  const idOf = new Map(people.map((p) => [p.position, p.id]));
  await ctx.tx
    .update(seatAssignments)
    .set({ active: false })
    .where(
      and(
        eq(seatAssignments.segmentId, cabin.segmentId),
        eq(seatAssignments.active, true),
        inArray(seatAssignments.passengerId, [...idOf.values()]),
      ),
    );
  const rows = choices.flatMap(({ passengerPosition, seat }) => {
    const passengerId = idOf.get(passengerPosition);
    return seat && passengerId
      ? [{ flightId: cabin.flightId, seat, segmentId: cabin.segmentId, passengerId, reservationId }]
      : [];
  });
  if (rows.length === 0) return;
  await freeOverdue(
    ctx,
    cabin.flightId,
    rows.map((r) => r.seat),
  );
  const given = await ctx.tx
    .insert(seatAssignments)
    .values(rows)
    .onConflictDoNothing()
    .returning({ seat: seatAssignments.seat });
  if (given.length < rows.length) {
    const got = new Set(given.map((g) => g.seat));
    const n = choices.findIndex((c) => c.seat && !got.has(c.seat));
    throw new AppError("SEAT_TAKEN", { fieldErrors: { [`seats.${n}.seat`]: "seatTaken" } });
  }
}

/** Seats of holds past their deadline do not wait for the sweeper. */
const freeOverdue = (ctx: TxContext, flightId: number, seats: string[]) =>
  ctx.tx
    .update(seatAssignments)
    .set({ active: false })
    .where(
      and(
        eq(seatAssignments.flightId, flightId),
        inArray(seatAssignments.seat, seats),
        eq(seatAssignments.active, true),
        sql`exists (select 1 from reservation.reservations r where r.id = ${seatAssignments.reservationId}
          and r.status = 'HELD' and r.payment_deadline <= clock_timestamp())`,
      ),
    );

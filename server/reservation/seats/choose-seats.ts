import { requireServed, requireTripActor } from "@/server/reservation/access/require-trip";
import { seatRules } from "@/server/reservation/domain/booking-rules";
import { assignSeats } from "@/server/reservation/domain/seat-assignment";
import { reservationChanged } from "@/server/reservation/events";
import { eventDataOf, type ReservationFacts } from "@/server/reservation/hold/reservation-facts";
import { audit } from "@/server/shared/audit";
import { type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { isBesideExit, seatProblem } from "./check-seats";
import { replaceSeats, type SeatChoice } from "./replace-seats";
import { type CabinSeats, cabinSeats } from "./seat-facts";
import { type ChooseSeatsInput, chooseSeatsInput, type SeatPartyInput, seatPartyInput } from "./seat-schemas";

/**
 * Gives the passengers of one segment the seats they chose: all of them or none. Works on a live hold, and on a created
 * reservation until departure, which then publishes one change. The same seats again change nothing. A seat
 * beside an exit needs a passenger who may sit there and has accepted its conditions. Staff may choose on the customer's
 * behalf.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, SEAT_TAKEN with the seat's field, HOLD_EXPIRED, INVALID_INPUT.
 */
export function chooseSeats(ctx: RequestContext, input: ChooseSeatsInput): Promise<void> {
  requireTripActor(ctx.actor);
  const { reservationId, segmentPosition, seats } = parse(chooseSeatsInput, input);
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    const facts = await requireSeatable(tx, reservationId);
    await apply(tx, facts, segmentPosition, () => seats);
  });
}

/**
 * Chooses seats for the whole party of one segment, as close together as the free seats allow; never beside an exit. Staff
 * may do so on the customer's behalf.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, SEAT_TAKEN when too few seats are free, HOLD_EXPIRED.
 */
export function seatParty(ctx: RequestContext, input: SeatPartyInput): Promise<void> {
  requireTripActor(ctx.actor);
  const { reservationId, segmentPosition } = parse(seatPartyInput, input);
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    const facts = await requireSeatable(tx, reservationId);
    await apply(tx, facts, segmentPosition, proposeSeats);
  });
}

function proposeSeats(cabin: CabinSeats): SeatChoice[] {
  const free = cabin.seats.filter((s) => !cabin.taken.has(s.seat)).map((s) => s.seat);
  const assigned = assignSeats(
    cabin.layout,
    free,
    cabin.party.map((p) => p.type),
  );
  if (!assigned) throw new AppError("SEAT_TAKEN");
  return assigned.flatMap((seat, passengerPosition) =>
    seat === null ? [] : [{ passengerPosition, seat, exitConditionsAccepted: false }],
  );
}

async function requireSeatable(ctx: TxContext, reservationId: string): Promise<ReservationFacts> {
  const facts = await requireServed(ctx, reservationId);
  const { chooseSeats: rule } = seatRules(facts, facts.now);
  if (!rule.allowed) throw new AppError(rule.reason);
  return facts;
}

async function apply(
  ctx: TxContext,
  facts: ReservationFacts,
  position: number,
  choose: (cabin: CabinSeats) => SeatChoice[],
) {
  const reservationId = facts.id;
  const cabin = await cabinSeats(ctx.tx, reservationId, position);
  const segment = facts.segments[position];
  if (!cabin || !segment) throw new AppError("NOT_FOUND");
  const rule = seatRules(facts, facts.now).chooseSeatsOn[position];
  if (rule && !rule.allowed) throw new AppError(rule.reason);
  const choices = choose(cabin);
  // A passenger's present seat stays as it is, with the exit conditions that were accepted for it.
  const isNew = (c: SeatChoice) => (cabin.own.get(c.passengerPosition) ?? null) !== c.seat;
  checkChoices(cabin, choices, isNew);
  if (!choices.some(isNew)) return;
  await replaceSeats(ctx, reservationId, cabin, choices, isNew);
  await auditExits(ctx, cabin, segment.designator, choices.filter(isNew));
  if (facts.status !== "CREATED") return;
  const seats = choices.flatMap((c) => (c.seat ? [c.seat] : []));
  const { designator } = segment;
  await audit(ctx, {
    action: "choose-seats",
    entity: "reservation",
    entityId: reservationId,
    before: { seats: choices.flatMap((c) => cabin.own.get(c.passengerPosition) ?? []) },
    after: { designator, seats },
  });
  await recordEvents(ctx, [
    event(reservationChanged, {
      ...eventDataOf(facts),
      change: "SEATS",
      seats: [{ designator: segment.designator, seats }],
    }),
  ]);
}

/** Records which passengers accepted the conditions of which exit seats. */
async function auditExits(
  ctx: TxContext,
  cabin: CabinSeats,
  designator: string,
  choices: SeatChoice[],
): Promise<void> {
  const accepted = choices.filter(({ seat }) => seat !== null && isBesideExit(cabin, seat));
  if (accepted.length === 0) return;
  await audit(ctx, {
    action: "accept-exit-conditions",
    entity: "segment",
    entityId: cabin.segmentId,
    after: {
      designator,
      seats: accepted.map(({ passengerPosition, seat }) => ({ passengerPosition, seat })),
    },
  });
}

function checkChoices(
  cabin: CabinSeats,
  choices: SeatChoice[],
  isNew: (choice: SeatChoice) => boolean,
): void {
  const fieldErrors: Record<string, string> = {};
  for (const [n, choice] of choices.entries()) {
    const { passengerPosition, seat, exitConditionsAccepted } = choice;
    const passenger = cabin.party.find((p) => p.position === passengerPosition);
    if (!passenger || passenger.type === "INFANT") fieldErrors[`seats.${n}.passengerPosition`] = "invalid";
    else if (seat !== null && isNew(choice)) {
      const unread = isBesideExit(cabin, seat) && !exitConditionsAccepted;
      const problem = seatProblem(cabin, passengerPosition, seat) ?? (unread ? "exitConditions" : null);
      if (problem) fieldErrors[`seats.${n}.seat`] = problem;
    }
  }
  const wanted = choices.flatMap((c) => (c.seat ? [c.seat] : []));
  if (new Set(wanted).size !== wanted.length) fieldErrors.seats = "sameSeat";
  if (Object.keys(fieldErrors).length > 0) throw new AppError("INVALID_INPUT", { fieldErrors });
}

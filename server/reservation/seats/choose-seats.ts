import { assignSeats } from "@/server/reservation/domain/seat-assignment";
import { reservationChanged } from "@/server/reservation/events";
import { isLiveHold, requireOwn } from "@/server/reservation/hold/require-live-hold";
import type { ReservationFacts } from "@/server/reservation/hold/reservation-facts";
import { type ChooseSeatsInput, chooseSeatsInput, seatPartyInput } from "@/server/reservation/schemas";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireMember, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { isExitSeat, seatProblem } from "./check-seats";
import { replaceSeats, type SeatChoice } from "./replace-seats";
import { type CabinSeats, cabinSeats } from "./seat-facts";

/**
 * Gives the passengers of one segment the seats they chose; all of them or none. On a hold, and on a
 * created reservation until departure, which is then told as a change, once. The same seats again change
 * nothing. A seat beside an exit is given to whom it is allowed, once its conditions are accepted.
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
 * Seats the whole party of one segment together, as well as the free seats allow; never beside an exit.
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
    await apply(tx, facts, segmentPosition, proposal);
  });
}

function proposal(cabin: CabinSeats): SeatChoice[] {
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
  choose: (cabin: CabinSeats) => SeatChoice[],
) {
  const { reservationId } = facts.event;
  const cabin = await cabinSeats(ctx.tx, reservationId, position);
  const segment = facts.event.segments[position];
  if (!cabin || !segment) throw new AppError("NOT_FOUND");
  if (Date.parse(segment.departsAt) <= Date.parse(facts.now)) throw new AppError("FLIGHT_DEPARTED");
  const choices = choose(cabin);
  // What a passenger has already stays as it is, with the conditions that were accepted for it.
  const isNew = (c: SeatChoice) => (cabin.own.get(c.passengerPosition) ?? null) !== c.seat;
  checkChoices(cabin, choices, isNew);
  // Pressed twice, or nothing changed: there is nothing to tell.
  if (!choices.some(isNew)) return;
  await replaceSeats(ctx, reservationId, cabin, choices, isNew);
  await auditExits(ctx, cabin, segment.designator, choices.filter(isNew));
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

/** Writes down who of the party accepted the conditions of which exit seat. */
async function auditExits(
  ctx: TxContext,
  cabin: CabinSeats,
  designator: string,
  choices: SeatChoice[],
): Promise<void> {
  const accepted = choices.filter(({ seat }) => seat !== null && isExitSeat(cabin, seat));
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
      const unread = isExitSeat(cabin, seat) && !exitConditionsAccepted;
      const problem = seatProblem(cabin, passengerPosition, seat) ?? (unread ? "exitConditions" : null);
      if (problem) fieldErrors[`seats.${n}.seat`] = problem;
    }
  }
  const wanted = choices.flatMap((c) => (c.seat ? [c.seat] : []));
  if (new Set(wanted).size !== wanted.length) fieldErrors.seats = "sameSeat";
  if (Object.keys(fieldErrors).length > 0) throw new AppError("INVALID_INPUT", { fieldErrors });
}

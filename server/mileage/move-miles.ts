import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { parse } from "@/server/shared/parse";
import { expiresAt, milesOf } from "./domain/accrual";
import { earnsMiles, type NewLedgerEntry } from "./ledger-entry-rules";
import { type MoveMilesInput, moveMilesInput } from "./schemas";
import { type WrittenEntries, writeLedgerEntries } from "./write-ledger-entries";

type SplitEvent = (typeof moveMilesInput)["_zod"]["output"]["split"][number];

/**
 * Moves the miles of passengers who got a reservation of their own: the old one's event takes them back, the new one's
 * earns them, for the same member and with the same dates. Each follows from its own event, so that either may come first. A
 * second call changes nothing. No event tells of it: the balance is what it was. Only for the system.
 *
 * @returns for each event the number of miles that this call moved; 0 when they were moved before.
 */
export async function moveMiles(
  ctx: RequestContext,
  input: MoveMilesInput,
): Promise<{ results: { eventId: string; miles: number }[] }> {
  requireSystem(ctx.actor);
  const { split } = parse(moveMilesInput, input);
  const written = await transaction(ctx, (tx) =>
    writeLedgerEntries(
      tx,
      split.map((each) => ({
        eventId: each.eventId,
        memberId: each.reservation.customerId,
        entries: entriesOf(each),
      })),
    ),
  );
  const results = split.map(({ eventId }) => ({
    eventId,
    miles: movedMiles(written.get(eventId)),
  }));
  return { results };
}

const movedMiles = (written: WrittenEntries | undefined): number =>
  written ? written.earnedMiles + written.takenBackMiles : 0;

function entriesOf({ eventId, reservation }: SplitEvent): NewLedgerEntry[] {
  if (!earnsMiles(reservation)) return [];
  const isGain = "gained" in reservation;
  const { segments, passengers, customerId, reservationId, locator } = reservation;
  const pairs = isGain ? reservation.gained : reservation.givenUp;
  return milesOf("REVERSAL", { segments, passengers, givenUp: pairs }).map(
    ({ segment, passenger, miles }) => ({
      id: uuidv7(),
      memberId: customerId,
      kind: isGain ? "ACCRUAL" : "REVERSAL",
      miles: isGain ? miles : -miles,
      ...{ reservationId, locator },
      segmentId: segment.id,
      passengerId: passenger.id,
      passengerName: passenger.name,
      cancelCause: "SPLIT",
      designator: segment.designator,
      origin: segment.origin,
      destination: segment.destination,
      usableFrom: new Date(segment.arrivesAt),
      expiresAt: expiresAt(segment.arrivesAt),
      eventId,
    }),
  );
}

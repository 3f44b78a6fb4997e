import type { z } from "zod";
import type { Locale } from "@/server/shared/airline";
import { systemContext, transaction } from "@/server/shared/context";
import type { EventDefinition } from "@/server/shared/events";
import type { CancelCause } from "@/server/shared/fare-terms";
import { uuidv7 } from "@/server/shared/ids";
import { event, recordEvents } from "@/server/shared/outbox";

/** The data of a reservation event: GMP–CJU, by default for one adult, with ids of its own. */
export function reservationData(passengerTypes: ("ADULT" | "CHILD" | "INFANT")[] = ["ADULT"]) {
  return {
    reservationId: uuidv7(),
    locator: "BCDFGH",
    customerId: uuidv7(),
    locale: "ko" as Locale,
    contactEmail: "minji@example.com",
    totalAmount: 98_000,
    segments: [segmentData()],
    passengers: passengerTypes.map((type, i) => ({
      id: uuidv7(),
      type,
      name: `KIM/PASSENGER${i + 1}`,
      ticketNumber: `988210000000${i}`,
    })),
  };
}

export const segmentData = (departsAt = "2026-12-01T22:30:00.000Z") => ({
  id: uuidv7(),
  flightId: 1,
  designator: "MA101",
  origin: "GMP",
  destination: "CJU",
  originCityKo: "서울",
  originCityEn: "Seoul",
  destinationCityKo: "제주",
  destinationCityEn: "Jeju",
  originZone: "Asia/Seoul",
  destinationZone: "Asia/Seoul",
  departsAt,
  arrivesAt: new Date(Date.parse(departsAt) + 70 * 60_000).toISOString(),
  departureDate: "2026-12-02",
  brand: "STANDARD",
  cabin: "ECONOMY",
  distanceMiles: 275,
  mileageRatePercent: 50,
});

export type ReservationData = ReturnType<typeof reservationData>;

export const created = (r: ReservationData) => ({
  ...r,
  paymentId: uuidv7(),
  createdAt: new Date().toISOString(),
});

export const cancelled = (r: ReservationData, cause: CancelCause = "CUSTOMER") => ({
  ...r,
  cause,
  reason: cause === "AIRLINE" ? "기상 악화" : null,
  paymentId: uuidv7(),
  paidAmount: r.totalAmount,
  refundAmount: r.totalAmount,
  cancelledAt: new Date().toISOString(),
});

/** The first passenger gives the first flight up, and the others keep it. With one passenger, they keep it too. */
export function partCancelled(r: ReservationData) {
  const [first] = r.passengers;
  const pairsOf = (passengers: ReservationData["passengers"]) =>
    r.segments
      .slice(0, 1)
      .flatMap(({ id: segmentId }) => passengers.map(({ id: passengerId }) => ({ segmentId, passengerId })));
  return {
    ...r,
    changeId: uuidv7(),
    cause: "CUSTOMER" as CancelCause,
    givenUp: pairsOf(first ? [first] : []),
    left: pairsOf(r.passengers.length > 1 ? r.passengers.slice(1) : r.passengers),
    givenUpAmount: 98_000,
    refundAmount: 85_000,
    refunds: [],
    cancelledAt: new Date().toISOString(),
  };
}

/**
 * The last flight is exchanged for one two days later, by everybody, for an extra payment with a fee in it. `part` says
 * what is otherwise.
 */
export function flightsChanged(
  r: ReservationData,
  part: Partial<{
    balance: number;
    feeAmount: number;
    forfeitedAmount: number;
    waivedAmount: number;
    refunds: { paymentId: string; amount: number }[];
  }> = {},
) {
  const { balance = 12_000 } = part;
  const last = r.segments.at(-1) ?? segmentData();
  const instead = {
    ...last,
    ...segmentData("2026-12-04T00:30:00.000Z"),
    flightId: last.flightId + 1_000,
    designator: "MA109",
    departureDate: "2026-12-04",
  };
  const pairsOf = ({ id: segmentId }: { id: string }) =>
    r.passengers.map(({ id: passengerId }) => ({ segmentId, passengerId }));
  return {
    ...r,
    passengers: r.passengers.map((passenger, n) => ({ ...passenger, ticketNumber: `988210000100${n}` })),
    changeId: uuidv7(),
    before: r.segments,
    segments: [...r.segments.slice(0, -1), instead],
    givenUp: pairsOf(last),
    gained: pairsOf(instead),
    balance,
    feeAmount: 5_000,
    paymentId: balance > 0 ? uuidv7() : null,
    refunds: balance < 0 ? [{ paymentId: uuidv7(), amount: -balance }] : [],
    changedAt: new Date().toISOString(),
    ...part,
  };
}

/** Staff took a change of the last flight, for which the customer has to pay. */
export function changePaymentRequested(
  r: ReservationData,
  {
    paymentDeadline = new Date(Date.now() + 1_200_000).toISOString(),
    ...part
  }: { paymentDeadline?: string; waivedAmount?: number } = {},
) {
  const { segments, changeId, before } = flightsChanged(r);
  const last = before.at(-1) ?? segmentData();
  const instead = segments.at(-1) ?? segmentData();
  return {
    ...r,
    changeId,
    ...{ balance: 12_000, feeAmount: 5_000, forfeitedAmount: 0 },
    paymentDeadline,
    exchanges: [{ segmentId: last.id, instead }],
    ...part,
  };
}

/** A change of flights that was not paid for in time, or that the customer gave up. */
export const changeExpired = (r: ReservationData, cause: "DEADLINE" | "WITHDRAWN" = "DEADLINE") => ({
  ...r,
  changeId: uuidv7(),
  cause,
  balance: 12_000,
});

/** The last passenger gets a reservation of their own, with all flights. */
export function reservationSplit(r: ReservationData) {
  const leaving = r.passengers.slice(-1);
  const pairsOf = (passengers: ReservationData["passengers"]) =>
    r.segments.flatMap(({ id: segmentId }) =>
      passengers.map(({ id: passengerId }) => ({ segmentId, passengerId })),
    );
  return {
    ...r,
    ...{ changeId: uuidv7(), newReservationId: uuidv7(), newLocator: "ZXCV23" },
    ...{ givenUp: pairsOf(leaving), left: pairsOf(r.passengers.slice(0, -1)) },
    leaving: leaving.map((passenger) => ({ ...passenger, ticketNumber: "9882100009999" })),
    ...{ transferredAmount: 49_000, splitAt: new Date().toISOString() },
  };
}

/** The first passenger's name was misspelt. */
export const nameCorrected = (r: ReservationData) => ({
  ...r,
  ...{ changeId: uuidv7(), passengerId: r.passengers[0]?.id ?? uuidv7() },
  nameBefore: { surname: "KIM", givenName: "MINGI" },
  nameAfter: { surname: "KIM", givenName: "MINJI" },
  ...{ previousTicketNumber: "9882100001111", ticketNumber: "9882100002222" },
  correctedAt: new Date().toISOString(),
});

/** The first flight is late by `minutes`; below zero it is early. */
export function flightRetimed(r: ReservationData, minutes = 90) {
  const [flight] = r.segments;
  const moved = (at = r.segments[0]?.departsAt ?? "") =>
    new Date(Date.parse(at) + minutes * 60_000).toISOString();
  return {
    ...r,
    segments: r.segments.slice(0, 1),
    announcement: 1,
    expectedDepartsAt: moved(flight?.departsAt),
    expectedArrivesAt: moved(flight?.arrivesAt),
    mayBeCompensated: minutes >= 60,
  };
}

/** Records an event in the outbox as a verb does. @returns the event as a reaction receives it. */
export async function recorded<S extends z.ZodType>(
  definition: EventDefinition<S>,
  data: z.input<S>,
  correlationId: string = uuidv7(),
  causationId?: string,
) {
  const built = event(definition, data, { correlationId, ...(causationId && { causationId }) });
  await transaction(systemContext("test"), (tx) => recordEvents(tx, [built]));
  return {
    eventId: built.id,
    name: built.name,
    version: built.version,
    correlationId,
    occurredAt: new Date().toISOString(),
    data: built.data as z.output<S>,
  };
}

import { z } from "zod";
import { mileageAdjusted } from "@/server/mileage/events";
import { type EventDefinition, type ReadEvent, reads } from "@/server/shared/events";
import { type HistoryCategory, historyCategories, type KeptKey, timelineEvents } from "./events";

/** The events that history reads, each with the fields that an entry is made of (entry-predicates.ts). */

const pairs = z.array(z.object({ segmentId: z.uuid(), passengerId: z.uuid() }));
const number = z.number().int();
const text = z.string();

const flight = z.object({
  designator: text,
  origin: text,
  destination: text,
  originCityKo: text,
  originCityEn: text,
  destinationCityKo: text,
  destinationCityEn: text,
  originZone: text,
  destinationZone: text,
  departsAt: text,
  kept: z.boolean().optional(),
});
const flightsById = z.array(flight.extend({ id: z.uuid() }));

const causes = [
  ...(["CUSTOMER", "AIRLINE", "DEADLINE", "WITHDRAWN"] as const),
  ...(["SALES_CLOSED", "RELEASED", "FLIGHT_CANCELLED"] as const),
] as const;

/** The fields of an event's data that each key of an entry is made of. A later key of an entry may want more of a list. */
const sources: Record<KeptKey, Record<string, z.ZodType>> = {
  segments: { segments: z.array(flight) },
  passengerCount: { passengers: z.array(z.unknown()) },
  givenUp: {
    segments: flightsById,
    passengers: z.array(z.object({ id: z.uuid(), name: text.nullable() })),
    givenUp: pairs,
  },
  flightsBefore: { before: flightsById, givenUp: pairs },
  flightsAfter: { segments: flightsById, gained: pairs },
  seats: { seats: z.array(z.object({ designator: text, seats: z.array(text) })) },
  changed: { changed: z.array(z.enum(["EMAIL", "PHONE"])) },
  cause: { cause: z.enum(causes) },
  reason: { reason: text.nullable() },
  paymentDeadline: { paymentDeadline: text },
  expectedDepartsAt: { expectedDepartsAt: text },
  totalAmount: { totalAmount: number },
  refundAmount: { refundAmount: number },
  amount: { amount: number },
  balance: { balance: number },
  feeAmount: { feeAmount: number },
  forfeitedAmount: { forfeitedAmount: number.optional() },
  deltaMiles: { deltaMiles: number },
  balanceMiles: { balanceMiles: number },
  takenBackMiles: { takenBackMiles: number },
  earnedMiles: { earnedMiles: number },
  newLocator: { newLocator: text },
  fromLocator: { fromLocator: text },
  changeId: { changeId: z.uuid().optional() },
  channel: { channel: z.enum(["INBOX", "EMAIL"]) },
  template: { template: text },
  subject: { subject: text },
};

const ofReservation = { reservationId: z.uuid(), locator: text };

/** Whose timeline the entry is in, and which reservation it is about. */
const owners: Record<HistoryCategory, Record<string, z.ZodType>> = {
  RESERVATION: { customerId: z.uuid(), ...ofReservation },
  PAYMENT: { customerId: z.uuid(), ...ofReservation },
  MILEAGE: { memberId: z.uuid(), ...ofReservation },
  MESSAGE: { recipientId: z.uuid(), reservationId: z.uuid().nullable(), locator: text.nullable() },
  ACCOUNT: { userId: z.uuid() },
};

const ownerOf = (category: HistoryCategory, { name }: EventDefinition) =>
  name === mileageAdjusted.name ? { memberId: z.uuid() } : owners[category];

export const historyReads: readonly ReadEvent[] = historyCategories.flatMap((category) =>
  timelineEvents[category].map(({ event, keeps }) => {
    const fields = keeps.map((key) => sources[key]);
    // The fields follow from a list, so that only the tests of tools/contracts can compare them with the event.
    const published = event as EventDefinition<z.ZodNever>;
    return reads(published, z.object(Object.assign({}, ownerOf(category, event), ...fields)));
  }),
);

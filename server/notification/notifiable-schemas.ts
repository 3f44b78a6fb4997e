import { z } from "zod";

/** The parts that the contracts of this context consist of. They are copies: a part of another context would change with it. */

export const locale = z.enum(["ko", "en"]);
const passengerType = z.enum(["ADULT", "CHILD", "INFANT"]);
export const won = z.number().int();
export const pairs = z.array(z.object({ segmentId: z.uuid(), passengerId: z.uuid() }));

const segment = z.object({
  id: z.uuid(),
  flightId: z.number().int(),
  designator: z.string(),
  brand: z.string(),
  cabin: z.string(),
  origin: z.string(),
  originCityKo: z.string(),
  originCityEn: z.string(),
  originZone: z.string(),
  destination: z.string(),
  destinationCityKo: z.string(),
  destinationCityEn: z.string(),
  destinationZone: z.string(),
  departsAt: z.string(),
  arrivesAt: z.string(),
  departureDate: z.string(),
  checkedBaggageKg: z.number().int().optional(),
  seats: z.array(z.object({ passengerId: z.uuid(), seat: z.string() })).optional(),
  kept: z.boolean().optional(),
  changedTypes: z.array(z.object({ passengerId: z.uuid(), type: passengerType })).optional(),
});
export const segments = z.array(segment);
/** A flight that a trip may have later. */
export const offeredSegment = segment.omit({ seats: true, kept: true, changedTypes: true });

/** The miles of a change follow from these by mileage's rule. */
export const earningSegments = z.array(
  segment.extend({ distanceMiles: z.number().int(), mileageRatePercent: z.number().int() }),
);

export const passengers = z.array(
  z.object({
    id: z.uuid(),
    type: passengerType,
    name: z.string().nullable(),
    ticketNumber: z.string().nullable(),
  }),
);

export const trip = z.object({
  reservationId: z.uuid(),
  locator: z.string(),
  customerId: z.uuid(),
  locale,
  contactEmail: z.string(),
  segments,
});

export const payment = z.object({
  reservationId: z.uuid(),
  locator: z.string(),
  customerId: z.uuid(),
  locale,
  amount: won,
});

export const miles = z.object({
  memberId: z.uuid(),
  deltaMiles: z.number().int(),
  balanceMiles: z.number().int(),
});
export const milesOfTrip = miles.extend({ reservationId: z.uuid(), locator: z.string() });

export const fullName = z.object({ surname: z.string(), givenName: z.string() });

import { z } from "zod";

/**
 * What the views of this context return. Dates and times without a zone are local to their airport; sums are whole
 * won.
 */

const localDate = z.iso.date();
const instantText = z.iso.datetime({ offset: true });
const countByName = z.record(z.string(), z.number().int());
/** Message keys by field. */
const unusual = z.record(z.string(), z.string());

export const airportView = z.strictObject({
  code: z.string(),
  nameKo: z.string(),
  nameEn: z.string(),
  cityKo: z.string(),
  cityEn: z.string(),
  cityCode: z.string().nullable(),
  country: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  zone: z.string(),
});
export type AirportView = z.output<typeof airportView>;

export const aircraftTypeView = z.strictObject({
  code: z.string(),
  nameKo: z.string(),
  nameEn: z.string(),
  /** Seats by cabin. */
  units: countByName,
});
export type AircraftTypeView = z.output<typeof aircraftTypeView>;

/** A brand's fare. `unitLimit`: the seats of the cabin that may be sold at this brand or below. */
const fareView = z.strictObject({
  brand: z.string(),
  cabin: z.string(),
  amount: z.number().int(),
  unitLimit: z.number().int(),
});

/** A dated flight as staff see it. */
export const listedFlightView = z.strictObject({
  id: z.number().int(),
  scheduleId: z.uuid().nullable(),
  designator: z.string(),
  origin: z.string(),
  destination: z.string(),
  originCityKo: z.string(),
  originCityEn: z.string(),
  destinationCityKo: z.string(),
  destinationCityEn: z.string(),
  originZone: z.string(),
  destinationZone: z.string(),
  departureDate: localDate,
  arrivalDate: localDate,
  departsAt: z.date(),
  arrivesAt: z.date(),
  aircraftType: z.string(),
  status: z.enum(["ON_SALE", "CANCELLED"]),
  cancelReason: z.string().nullable(),
  departed: z.boolean(),
  version: z.number().int(),
});
export type ListedFlight = z.output<typeof listedFlightView>;

export const flightPageView = z.strictObject({
  rows: z.array(listedFlightView),
  previousCursor: z.string().nullable(),
  nextCursor: z.string().nullable(),
});

export const flightView = listedFlightView.extend({ fares: z.array(fareView) });
export type FlightView = z.output<typeof flightView>;

export const seasonScheduleView = z.strictObject({
  id: z.uuid(),
  designator: z.string(),
  origin: z.string(),
  destination: z.string(),
  periodFrom: localDate,
  periodTo: localDate,
  /** ISO weekdays, 1 = Monday. */
  days: z.array(z.number().int()),
  departureTime: z.string(),
  blockMinutes: z.number().int(),
  aircraftType: z.string(),
  fares: z.array(fareView),
  createdAt: z.date(),
  /** The number of its flights, and how many of them are cancelled. */
  flights: z.number().int(),
  cancelled: z.number().int(),
});
export type SeasonScheduleView = z.output<typeof seasonScheduleView>;

export const fareProposalView = z.strictObject({
  distanceMiles: z.number().int(),
  blockMinutes: z.number().int(),
  fares: z.array(fareView),
});
export type FareProposal = z.output<typeof fareProposalView>;

const datedFlightView = z.strictObject({
  serviceDate: localDate,
  departsAt: instantText,
  arrivesAt: instantText,
  departureDate: localDate,
  departureTime: z.string(),
  arrivalDate: localDate,
  arrivalTime: z.string(),
  arrivalDayOffset: z.number().int(),
  blockMinutes: z.number().int(),
  /** Clocks change on this day at the origin or the destination. */
  clockChange: z.boolean(),
  departureTimeKind: z.enum(["once", "gap", "overlap"]),
});

/** `unusual`: the values that registering requires to be confirmed. Fares are not known yet. */
export const flightPreviewView = datedFlightView.extend({
  originZone: z.string(),
  destinationZone: z.string(),
  unusual,
});
export type FlightPreview = z.output<typeof flightPreviewView>;

/** `unusual`: the values that registering requires to be confirmed. Fares are not checked. */
export const schedulePreviewView = z.strictObject({
  originZone: z.string(),
  destinationZone: z.string(),
  /** `taken`: there is a flight with this designator on that date. */
  flights: z.array(datedFlightView.extend({ taken: z.boolean() })),
  unusual,
});
export type SchedulePreview = z.output<typeof schedulePreviewView>;

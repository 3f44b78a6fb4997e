import { z } from "zod";
import type { FlightState } from "@/server/schedule/domain/flight-state";

/**
 * What the views of this context return. Dates and times without a zone are local to their airport; sums are whole
 * won.
 */

const localDate = z.iso.date();
const instantText = z.iso.datetime({ offset: true });
const countByName = z.record(z.string(), z.number().int());
const unusual = z.record(z.string(), z.string()).meta({
  description: "What registering requires to be confirmed: a code by the field. Fares are not checked.",
});

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
  zone: z.string().meta({ description: "IANA time zone." }),
});
export type AirportView = z.output<typeof airportView>;

export const aircraftTypeView = z.strictObject({
  code: z.string(),
  nameKo: z.string(),
  nameEn: z.string(),
  units: countByName.meta({ description: "Seats by cabin." }),
});
export type AircraftTypeView = z.output<typeof aircraftTypeView>;

/** A brand's fare. */
const fareView = z.strictObject({
  brand: z.string(),
  cabin: z.string(),
  amount: z.number().int().meta({ description: "For one adult, in whole won." }),
  unitLimit: z
    .number()
    .int()
    .meta({ description: "The seats of the cabin that may be sold at this brand or below." }),
});

/** A dated flight as staff see it. */
export const listedFlightView = z.strictObject({
  id: z.number().int(),
  scheduleId: z.uuid().nullable().meta({ description: "Its season schedule; null for a single flight." }),
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
  departed: z.boolean().meta({ description: "Its time of departure has passed." }),
  version: z.number().int().meta({ description: "Grows by one with each change of the flight." }),
});
export type ListedFlight = z.output<typeof listedFlightView>;

export const flightPageView = z.strictObject({
  rows: z.array(listedFlightView),
  previousCursor: z.string().nullable(),
  nextCursor: z.string().nullable(),
});

export const flightView = listedFlightView.extend({
  fares: z.array(fareView),
  expectedDepartsAt: z
    .date()
    .nullable()
    .meta({ description: "As staff have reported it; null: as published." }),
  expectedArrivesAt: z.date().nullable(),
  departureTerminal: z.string().nullable(),
  departureGate: z.string().nullable(),
  arrivalTerminal: z.string().nullable(),
  arrivalGate: z.string().nullable(),
});
export type FlightView = z.output<typeof flightView>;

export const seasonScheduleView = z.strictObject({
  id: z.uuid(),
  designator: z.string(),
  origin: z.string(),
  destination: z.string(),
  periodFrom: localDate,
  periodTo: localDate,
  days: z.array(z.number().int()).meta({ description: "ISO weekdays, 1 is Monday." }),
  departureTime: z.string(),
  blockMinutes: z.number().int(),
  aircraftType: z.string(),
  fares: z.array(fareView),
  createdAt: z.date(),
  flights: z.number().int().meta({ description: "The number of its flights." }),
  cancelled: z.number().int().meta({ description: "How many of them are cancelled." }),
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
  clockChange: z
    .boolean()
    .meta({ description: "Clocks change on this day at the origin or the destination." }),
  departureTimeKind: z
    .enum(["once", "gap", "overlap"])
    .meta({ description: "gap: clocks skip this time on the day. overlap: they show it twice." }),
});

export const flightPreviewView = datedFlightView.extend({
  originZone: z.string(),
  destinationZone: z.string(),
  unusual,
});
export type FlightPreview = z.output<typeof flightPreviewView>;

export const schedulePreviewView = z.strictObject({
  originZone: z.string(),
  destinationZone: z.string(),
  flights: z.array(
    datedFlightView.extend({
      taken: z.boolean().meta({ description: "There is a flight with this number on that day." }),
    }),
  ),
  unusual,
});
export type SchedulePreview = z.output<typeof schedulePreviewView>;

const sign = z.string().nullable();

/** The state of a flight on its day, by its times. Nobody reports when it really left. */
const statusStates = [
  "SCHEDULED",
  "DELAYED",
  "DEPARTED",
  "ARRIVED",
  "CANCELLED",
] as const satisfies FlightState[];

export const flightStatusView = z
  .strictObject({
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
    departsAt: instantText.meta({ description: "As published." }),
    arrivesAt: instantText.meta({ description: "As published." }),
    expectedDepartsAt: instantText.nullable().meta({ description: "Null: as published." }),
    expectedArrivesAt: instantText.nullable().meta({ description: "Null: as published." }),
    state: z.enum(statusStates),
    departureTerminal: sign.meta({ description: "Null until it is known." }),
    departureGate: sign,
    arrivalTerminal: sign,
    arrivalGate: sign,
  })
  .meta({ description: "A flight on its day. Its state follows from its expected times." });
export type FlightStatus = z.output<typeof flightStatusView>;

export const flightStatusesView = z.strictObject({ flights: z.array(flightStatusView) });
export type FlightStatuses = z.output<typeof flightStatusesView>;

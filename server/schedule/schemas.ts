import { z } from "zod";
import { fareBrands } from "@/server/shared/fare-terms";
import { int4Id, isFlightDate, LAST_FLIGHT_DAY, listCursor } from "@/server/shared/fields";
import { canonicalText, line } from "@/server/shared/text";
import { daysBetween, isLocalDate, isLocalTime } from "@/server/shared/time";

const airportCode = canonicalText
  .toUpperCase()
  .min(1)
  .pipe(z.string().regex(/^[A-Z]{3}$/, { error: "airportInvalid" }))
  .meta({ description: "The IATA code of an airport." });
const designator = canonicalText
  .min(1)
  .max(10)
  .meta({ description: "The airline's code and the flight's number, as `MA101`." });
const localDate = z
  .string()
  .min(1)
  .refine(isLocalDate, { error: "dateInvalid", abort: true })
  .refine((date) => date <= LAST_FLIGHT_DAY, { error: "tooFarAhead", abort: true })
  .refine(isFlightDate, { error: "dateInvalid" })
  .meta({ description: "`YYYY-MM-DD`, on the calendar of the airport of departure." });
const localTime = z
  .string()
  .min(1)
  .refine(isLocalTime, { error: "timeInvalid" })
  .meta({ description: "`HH:MM`, on the clock of its airport." });

const aircraftType = z.string().min(1).max(10).meta({ description: "A code of the fleet, as `7M8`." });

const fare = z.object({
  brand: z.enum(fareBrands),
  amount: z.number().int().min(1_000).max(50_000_000).meta({ description: "For one adult, in whole won." }),
  unitLimit: z.number().int().min(1).max(900).optional().meta({
    description:
      "The seats of the cabin that may be sold at this brand or below; without it the usual share of the brand.",
  }),
});
const fares = z
  .array(fare)
  .min(1)
  .refine((rows) => new Set(rows.map((row) => row.brand)).size === rows.length, { error: "brandTwice" });

const flight = {
  designator,
  origin: airportCode,
  destination: airportCode,
  departureTime: localTime,
  aircraftType,
  fares,
  confirmed: z.boolean().default(false).meta({
    description: "The staff have seen the unusual values of the entry and mean them.",
  }),
};

/** Times are local to each airport; the arrival is the first such time after the departure. */
export const registerFlightInput = z.object({
  ...flight,
  departureDate: localDate,
  arrivalTime: localTime,
});
export type RegisterFlightInput = z.input<typeof registerFlightInput>;

/** A flight without its number and fares. Without an arrival time, the usual time of the route is taken. */
export const previewFlightInput = registerFlightInput
  .omit({ designator: true, fares: true, confirmed: true })
  .extend({ arrivalTime: localTime.optional() });
export type PreviewFlightInput = z.input<typeof previewFlightInput>;

export const registerSeasonScheduleInput = z.object({
  id: z
    .uuid()
    .meta({ description: "Chosen by the client: a second call with the same id registers nothing." }),
  ...flight,
  periodFrom: localDate,
  periodTo: localDate,
  days: z
    .array(z.number().int().min(1).max(7))
    .min(1)
    .max(7)
    .meta({ description: "ISO weekdays, 1 is Monday." }),
  blockMinutes: z.number().int().min(10).max(1_200),
});
export type RegisterSeasonScheduleInput = z.input<typeof registerSeasonScheduleInput>;

export const previewSeasonScheduleInput = registerSeasonScheduleInput.omit({
  id: true,
  fares: true,
  confirmed: true,
});
export type PreviewSeasonScheduleInput = z.input<typeof previewSeasonScheduleInput>;

export const cancelFlightInput = z.object({
  flightId: int4Id,
  version: int4Id.meta({ description: "The `version` of the flight that the staff have seen." }),
  reason: line(200).meta({ description: "The passengers get to read it." }),
});
export type CancelFlightInput = z.input<typeof cancelFlightInput>;

const expected = z.iso.datetime({ offset: true }).nullable().default(null);
const sign = canonicalText
  .toUpperCase()
  .pipe(z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,5}$/))
  .nullable()
  .default(null);

/** All of it each time: what is left out is not known any more. */
export const reportFlightOperationInput = z.object({
  flightId: int4Id,
  departsAt: expected.meta({ description: "The expected departure; null: as published." }),
  arrivesAt: expected.meta({ description: "The expected arrival; null: as published." }),
  departureTerminal: sign,
  departureGate: sign,
  arrivalTerminal: sign,
  arrivalGate: sign,
});
export type ReportFlightOperationInput = z.input<typeof reportFlightOperationInput>;

/** The days around today whose flights have a status. */
export const STATUS_DAYS = { back: 3, ahead: 30 } as const;
const codes = z.array(airportCode).max(20);

/** Flights of a day: with one number, or from one of some airports to another. */
export const flightStatusInput = z.union([
  z.object({ date: localDate, flight: z.string().max(100) }),
  z.object({ date: localDate, origins: codes, destinations: codes }),
]);
export type FlightStatusInput = z.input<typeof flightStatusInput>;

export const proposeFaresInput = z.object({
  origin: airportCode,
  destination: airportCode,
  aircraftType,
});
export type ProposeFaresInput = z.input<typeof proposeFaresInput>;

const MAX_LISTED_DAYS = 62;

/** The states by which staff narrow a list of flights. A flight that was cancelled never departs. */
export const flightStates = ["ON_SALE", "DEPARTED", "CANCELLED"] as const;
/** The columns by which staff sort flights. */
export const flightSorts = ["departure", "flight", "route", "status"] as const;

export const listFlightsInput = z
  .object({
    /** Local dates of departure, both included. */
    from: localDate,
    to: localDate.optional(),
    origin: airportCode.optional(),
    destination: airportCode.optional(),
    designator: designator.optional(),
    state: z.enum(flightStates).optional(),
    sort: z.enum(flightSorts).default("departure"),
    descending: z.boolean().default(false),
    cursor: listCursor,
  })
  .refine(({ from, to }) => to === undefined || (to >= from && daysBetween(from, to) < MAX_LISTED_DAYS), {
    path: ["to"],
    error: "periodInvalid",
  });
export type ListFlightsInput = z.input<typeof listFlightsInput>;

export * from "./views/schemas";

import { z } from "zod";
import { fareBrands } from "@/server/shared/fare-terms";
import { int4Id, isFlightDate, LAST_FLIGHT_DAY, listCursor } from "@/server/shared/fields";
import { canonicalText, line } from "@/server/shared/text";
import { daysBetween, isLocalDate, isLocalTime } from "@/server/shared/time";

const airportCode = canonicalText
  .toUpperCase()
  .min(1)
  .pipe(z.string().regex(/^[A-Z]{3}$/, { error: "airportInvalid" }));
const designator = canonicalText.min(1).max(10);
const localDate = z
  .string()
  .min(1)
  .refine(isLocalDate, { error: "dateInvalid", abort: true })
  .refine((date) => date <= LAST_FLIGHT_DAY, { error: "tooFarAhead", abort: true })
  .refine(isFlightDate, { error: "dateInvalid" });
const localTime = z.string().min(1).refine(isLocalTime, { error: "timeInvalid" });

const aircraftType = z.string().min(1).max(10);

/** `amount` is in whole won. A fare without a limit gets the usual share of its brand. */
const fare = z.object({
  brand: z.enum(fareBrands),
  amount: z.number().int().min(1_000).max(50_000_000),
  unitLimit: z.number().int().min(1).max(900).optional(),
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
  /** The staff have seen the unusual values of the entry and mean them. */
  confirmed: z.boolean().default(false),
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
  /** Chosen by the form: a second call with the same id registers nothing. */
  id: z.uuid(),
  ...flight,
  periodFrom: localDate,
  periodTo: localDate,
  /** ISO weekdays, 1 = Monday. */
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
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
  /** The version of the flight that the staff have seen (`FlightView.version`). */
  version: int4Id,
  /** The passengers get to read it. */
  reason: line(200),
});
export type CancelFlightInput = z.input<typeof cancelFlightInput>;

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

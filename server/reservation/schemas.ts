import { z } from "zod";
import { isLocalDate } from "@/server/shared/time";
import { fareBrands } from "./domain/fare-brand";
import { parseLocator } from "./domain/locator";
import { koreanName, nameKey, parseRomanName, romanNameProblem } from "./domain/passenger-name";
import { checkCounts } from "./domain/passenger-type";

export type { FareBrandRule } from "./domain/fare-brand";
export type { PassengerType } from "./domain/passenger-type";
export type { PriceLineKind } from "./domain/pricing";
export type { ReservationStatus } from "./domain/status";
export type {
  BookedLine,
  BookedPassenger,
  BookedSeat,
  BookedSegment,
  BookingView,
  DailyFigures,
  FareOption,
  FlightLeg,
  FoundFlight,
  FoundReservation,
  ManifestRow,
  OfferedRefund,
  SeatMap,
  SeatPlace,
  TripSummary,
} from "./views/shapes";

const airportCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, "airport");
const date = z.iso.date("date");
const count = (max: number) => z.coerce.number().int().min(0).max(max);

const partyFields = {
  adults: count(9).default(1),
  children: count(9).default(0),
  infants: count(9).default(0),
};

const problemField = {
  PARTY_EMPTY: "adults",
  PARTY_TOO_LARGE: "adults",
  CHILD_WITHOUT_ADULT: "children",
  MORE_INFANTS_THAN_ADULTS: "infants",
} as const;
const problemKey = {
  PARTY_EMPTY: "partyEmpty",
  PARTY_TOO_LARGE: "partyTooLarge",
  CHILD_WITHOUT_ADULT: "childWithoutAdult",
  MORE_INFANTS_THAN_ADULTS: "moreInfantsThanAdults",
} as const;
type CountProblem = keyof typeof problemField;

function reportParty(
  party: { adults: number; children: number; infants: number },
  report: (path: string, key: string) => void,
) {
  for (const { code } of checkCounts(party)) {
    if (code in problemField) report(problemField[code as CountProblem], problemKey[code as CountProblem]);
  }
}

/** What the search form sends, and what a results URL says. */
export const searchInput = z
  .object({
    trip: z.enum(["oneway", "return"]).default("oneway"),
    from: airportCode,
    to: airportCode,
    depart: date,
    return: date.optional().or(z.literal("").transform(() => undefined)),
    ...partyFields,
  })
  .superRefine((value, c) => {
    const report = (path: string, message: string) => c.addIssue({ code: "custom", path: [path], message });
    if (value.from === value.to) report("to", "sameAirport");
    if (value.trip === "return" && !value.return) report("return", "required");
    if (value.trip === "return" && value.return && value.return < value.depart)
      report("return", "returnBeforeDepart");
    reportParty(value, report);
  });
export type SearchInput = z.output<typeof searchInput>;

const romanName = z.string().transform((text, c) => {
  const name = parseRomanName(text);
  if (name !== null) return name;
  c.addIssue({ code: "custom", message: romanNameProblem(text) });
  return z.NEVER;
});

const passengerType = z.enum(["ADULT", "CHILD", "INFANT"]);

/** Eight digits that make no day are another mistake than a date that is not finished. */
const birthDate = z.string().superRefine((text, c) => {
  if (isLocalDate(text)) return;
  const complete = /^\d{4}-\d{2}-\d{2}$/.test(text);
  c.addIssue({ code: "custom", message: complete ? "noSuchDate" : "date" });
});

export const passengerInput = z.object({
  type: passengerType,
  surname: romanName,
  givenName: romanName,
  koreanName: z
    .string()
    .trim()
    .max(40)
    .refine((text) => text === "" || koreanName.test(text), "hangul")
    .nullish()
    .transform((v) => v || null),
  birthDate,
  gender: z.enum(["F", "M"]),
});
export type PassengerInput = z.output<typeof passengerInput>;

const contactInput = z.object({
  email: z.email("email").max(254),
  phone: z
    .string()
    .trim()
    .regex(/^[+0-9][0-9 -]{6,19}$/, "phone")
    .nullish()
    .or(z.literal("").transform(() => null)),
});

export const holdSeatsInput = z
  .object({
    segments: z
      .array(z.object({ flightId: z.coerce.number().int().positive(), brand: z.enum(fareBrands) }))
      .min(1)
      .max(2),
    ...partyFields,
    idempotencyKey: z.string().min(8).max(200),
    locale: z.enum(["ko", "en"]).default("ko"),
    /** When given, the hold is complete at once (used by the API). */
    passengers: z.array(passengerInput).max(18).optional(),
    contact: contactInput.optional(),
  })
  .superRefine((value, c) => {
    reportParty(value, (path, message) => c.addIssue({ code: "custom", path: [path], message }));
    if (new Set(value.segments.map((s) => s.flightId)).size !== value.segments.length)
      c.addIssue({ code: "custom", path: ["segments"], message: "sameFlight" });
  });
export type HoldSeatsInput = z.input<typeof holdSeatsInput>;

export const enterPassengersInput = z.object({
  reservationId: z.uuid(),
  passengers: z.array(passengerInput).min(1).max(18),
  contact: contactInput,
});

/** As much of the same as ages can be judged by, while something else is still wrong. */
export const agesInput = z.object({
  passengers: z
    .array(z.object({ type: passengerType, birthDate: birthDate.nullable().catch(null) }))
    .catch([]),
});
export type Age = z.output<typeof agesInput>["passengers"][number];
export type EnterPassengersInput = z.input<typeof enterPassengersInput>;

export const chooseSeatsInput = z.object({
  reservationId: z.uuid(),
  segmentPosition: z.coerce.number().int().min(0).max(3),
  /** Passenger position → seat, or null to give the seat back. */
  seats: z
    .array(
      z.object({
        passengerPosition: z.coerce.number().int().min(0).max(17),
        seat: z
          .string()
          .regex(/^\d{1,2}[A-K]$/, "seat")
          .nullable(),
      }),
    )
    .max(18),
});
export type ChooseSeatsInput = z.input<typeof chooseSeatsInput>;

export const seatPartyInput = z.object({
  reservationId: z.uuid(),
  segmentPosition: z.coerce.number().int().min(0).max(3),
});

export const reservationIdInput = z.object({ reservationId: z.uuid() });

export const cancelReservationInput = z.object({ reservationId: z.uuid(), quoteId: z.uuid() });

/** Locator and surname together open a trip without an account. */
export const findTripInput = z.object({
  locator: z.string().transform((text, c) => {
    const locator = parseLocator(text);
    if (locator) return locator;
    c.addIssue({ code: "custom", message: text.trim() === "" ? "required" : "locator" });
    return z.NEVER;
  }),
  surname: z.string().min(1, "required").max(60).transform(nameKey),
});

export const searchReservationsInput = z.object({
  q: z.string().trim().max(100).default(""),
  flight: z.coerce.number().int().positive().optional(),
  /** Members whose own e-mail address the question may mean. */
  customers: z.array(z.uuid()).max(50).default([]),
  page: z.coerce.number().int().min(1).max(1000).default(1),
});

import { z } from "zod";
import { emailAddress } from "@/server/shared/email";
import { flightDate, int4IdText, MAX_PAGE } from "@/server/shared/fields";
import { phoneNumber } from "@/server/shared/phone";
import { canonicalText, searchText } from "@/server/shared/text";
import { isLocalDate } from "@/server/shared/time";
import { typedBirthDate } from "./domain/birth-date";
import { fareBrands } from "./domain/fare-brand";
import { parseLocator } from "./domain/locator";
import { koreanName, nameKeys, parseRomanName, romanNameProblem } from "./domain/passenger-name";
import { checkSize, type PartyCounts } from "./domain/passenger-type";
import { partyProblemKeys, problemField } from "./passengers/party-rules";

export { formatPhone } from "@/server/shared/phone";
export { hasLeft } from "./domain/leg-standing";
export { respelledName, strangeCharacter } from "./domain/passenger-name";
export type { PassengerType } from "./domain/passenger-type";
export type { PriceLineKind } from "./domain/pricing";
export type { ReservationStatus } from "./domain/status";
export { partyErrors } from "./passengers/party-rules";
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
  PassengerRules,
  PublicBrandRule,
  SeatMap,
  SeatPlace,
  TripSummary,
} from "./views/schemas";

/**
 * Where a search starts or ends: an airport (`GMP`), or all airports of a city (`SEL`). Where the code of the city is that of one of
 * its airports, the city is `SHA-ALL`. Which airports that are says `airportsOf` (views/airports.ts).
 */
export const placeCode = canonicalText
  .max(20, "airport")
  .toUpperCase()
  .regex(/^[A-Z]{3}(-ALL)?$/, "airport");
const date = flightDate("date");
const count = (max: number) => z.coerce.number().int().min(0).max(max);

const partyFields = {
  adults: count(9).default(1),
  children: count(9).default(0),
  infants: count(9).default(0),
};

/** What can be said of a party wherever it goes; the rules of the trip are asked when its scope is known. */
function reportParty(party: PartyCounts, report: (path: string, key: string) => void) {
  for (const { code } of checkSize(party)) report(problemField(code), partyProblemKeys[code]);
}

/** What the search form sends, and what a results URL says. */
export const searchInput = z
  .object({
    trip: z.enum(["oneway", "return"]).default("oneway"),
    from: placeCode,
    to: placeCode,
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

const romanName = canonicalText.transform((text, c) => {
  const name = parseRomanName(text);
  if (name !== null) return name;
  c.addIssue({ code: "custom", message: romanNameProblem(text) });
  return z.NEVER;
});

const passengerType = z.enum(["ADULT", "CHILD", "INFANT"]);

/** Eight digits that make no day are another mistake than a date that is not finished. */
const birthDate = canonicalText.overwrite(typedBirthDate).superRefine((text, c) => {
  if (isLocalDate(text)) return;
  const complete = /^\d{4}-\d{2}-\d{2}$/.test(text);
  c.addIssue({ code: "custom", message: complete ? "noSuchDate" : "date" });
});

export const passengerInput = z.object({
  type: passengerType,
  surname: romanName,
  givenName: romanName,
  koreanName: canonicalText
    .max(40)
    .refine((text) => text === "" || koreanName.test(text), "hangul")
    .nullish()
    .transform((v) => v || null),
  birthDate,
  gender: z.enum(["F", "M"]),
});
export type PassengerInput = z.output<typeof passengerInput>;

const contactInput = z.object({
  email: emailAddress("email"),
  phone: phoneNumber.nullish(),
});

/** Somebody named flies elsewhere at the same time, and the customer means it. */
const overlapConfirmed = z.boolean().default(false);

export const holdSeatsInput = z
  .object({
    segments: z
      .array(z.object({ flightId: int4IdText, brand: z.enum(fareBrands) }))
      .min(1)
      .max(2),
    ...partyFields,
    idempotencyKey: z.string().min(8).max(200),
    locale: z.enum(["ko", "en"]).default("ko"),
    /** When given, the hold is complete at once (used by the API). */
    passengers: z.array(passengerInput).max(18).optional(),
    contact: contactInput.optional(),
    overlapConfirmed,
  })
  .superRefine((value, c) => {
    reportParty(value, (path, message) => c.addIssue({ code: "custom", path: [path], message }));
    if (new Set(value.segments.map((s) => s.flightId)).size !== value.segments.length)
      c.addIssue({ code: "custom", path: ["segments"], message: "sameFlight" });
  });
export type HoldSeatsInput = z.input<typeof holdSeatsInput>;
export type ParsedHold = z.output<typeof holdSeatsInput>;

export const enterPassengersInput = z.object({
  reservationId: z.uuid(),
  passengers: z.array(passengerInput).min(1).max(18),
  contact: contactInput,
  overlapConfirmed,
});

/** As much of the same as tells people apart, while something else is still wrong. */
export const identitiesInput = z.object({
  passengers: z
    .array(
      z.object({
        surname: romanName.nullable().catch(null),
        givenName: romanName.nullable().catch(null),
        birthDate: birthDate.nullable().catch(null),
      }),
    )
    .catch([]),
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
        /** The passenger has read and accepted the conditions of a seat beside an exit. */
        exitConditionsAccepted: z.boolean().default(false),
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
  locator: canonicalText.transform((text, c) => {
    const locator = parseLocator(text);
    if (locator) return locator;
    c.addIssue({ code: "custom", message: text === "" ? "required" : "locator" });
    return z.NEVER;
  }),
  surname: canonicalText
    .min(1, "required")
    .max(60)
    .transform(nameKeys)
    .refine(([key]) => key !== undefined && /^[A-Z]+$/.test(key), "romanName"),
});

export const searchReservationsInput = z.object({
  q: searchText(100).default(""),
  flight: int4IdText.optional(),
  /** Members whose own e-mail address the question may mean. */
  customers: z.array(z.uuid()).max(50).default([]),
  page: z.coerce.number().int().min(1).max(MAX_PAGE).default(1),
});

import { z } from "zod";
import {
  flightsChanged,
  partCancelled,
  reservationCancelled,
  reservationCreated,
  reservationSplit,
  reservationSplitOff,
} from "@/server/reservation/events";
import { cancelCauses } from "@/server/shared/fare-terms";
import { keysetFields } from "@/server/shared/fields";
import { paragraphs } from "@/server/shared/text";
import { tiers } from "./domain/tiers";

/** A limit for one transaction; the engine never hands over so many events at once. */
const MAX_EVENTS = 500;

export const creditMilesInput = z.object({
  /** Events `reservation.created`, by their ids. */
  created: z.array(z.object({ eventId: z.uuid(), reservation: reservationCreated.data })).max(MAX_EVENTS),
});
export type CreditMilesInput = z.input<typeof creditMilesInput>;

export const reverseMilesInput = z.object({
  /** Events `reservation.cancelled` and `reservation.part-cancelled`, by their ids. */
  cancelled: z
    .array(
      z.object({ eventId: z.uuid(), reservation: z.union([partCancelled.data, reservationCancelled.data]) }),
    )
    .max(MAX_EVENTS),
});
export type ReverseMilesInput = z.input<typeof reverseMilesInput>;

export const exchangeMilesInput = z.object({
  /** Events `reservation.flights-changed`, by their ids. */
  changed: z.array(z.object({ eventId: z.uuid(), reservation: flightsChanged.data })).max(MAX_EVENTS),
});
export type ExchangeMilesInput = z.input<typeof exchangeMilesInput>;

export const moveMilesInput = z.object({
  /** Events `reservation.split` and `reservation.split-off`, by their ids. */
  split: z
    .array(
      z.object({
        eventId: z.uuid(),
        reservation: z.union([reservationSplit.data, reservationSplitOff.data]),
      }),
    )
    .max(MAX_EVENTS),
});
export type MoveMilesInput = z.input<typeof moveMilesInput>;

export const listLedgerInput = z.object({
  ...keysetFields,
});
export type ListLedgerInput = z.input<typeof listLedgerInput>;

const MAX_ADJUSTED_MILES = 1_000_000;

export const adjustMilesInput = z.object({
  /** Made by the page: the same key a second time books nothing. */
  key: z.uuid(),
  memberId: z.uuid(),
  /** Signed, whole, not 0. */
  miles: z
    .number({ error: ({ input }) => (input === undefined ? "required" : "milesWhole") })
    .int("milesWhole")
    .min(-MAX_ADJUSTED_MILES, "tooBig")
    .max(MAX_ADJUSTED_MILES, "tooBig")
    .refine((miles) => miles !== 0, "milesZero"),
  /** For the airline only. */
  reason: paragraphs(3, 500),
});
export type AdjustMilesInput = z.input<typeof adjustMilesInput>;

export const listMembersLedgerInput = z.object({ memberId: z.uuid(), ...keysetFields });
export type ListMembersLedgerInput = z.input<typeof listMembersLedgerInput>;

const tierStandingView = z.strictObject({
  tier: z.enum(tiers),
  next: z.strictObject({ tier: z.enum(tiers), missingMiles: z.number().int() }).nullable(),
});

/** A member's miles at the time of the query. */
export const mileageAccountView = z.strictObject({
  /** All miles credited and not taken back. A balance below zero allows no redemption. */
  balanceMiles: z.number().int(),
  /** Miles of flights that have arrived, and that have not expired. */
  usableMiles: z.number().int(),
  /** Miles of flights that have not arrived yet. */
  upcomingMiles: z.number().int(),
  /** Usable miles that expire within a year. */
  expiringMiles: z.number().int(),
  /** When the first of the expiring miles expire. */
  nextExpiryAt: z.date().nullable(),
  /** Miles flown in this calendar year in Korea, which decide the tier. Miles given by hand do not count. */
  qualifyingMiles: z.number().int(),
  standing: tierStandingView,
});
export type MileageAccount = z.output<typeof mileageAccountView>;

const entryFields = {
  id: z.uuid(),
  miles: z.number().int(),
  passengerName: z.string().nullable(),
  /** SPLIT: the miles moved from or to another reservation. */
  cancelCause: z.enum([...cancelCauses, "SPLIT"]).nullable(),
  usableFrom: z.date(),
  expiresAt: z.date(),
  createdAt: z.date(),
};

/** One row of the ledger: the miles of one passenger on one flight. They are negative in a reversal. */
export const flightLedgerEntryView = z.strictObject({
  ...entryFields,
  kind: z.enum(["ACCRUAL", "REVERSAL"]),
  reservationId: z.uuid(),
  segmentId: z.uuid(),
  passengerId: z.uuid(),
  locator: z.string(),
  designator: z.string(),
  origin: z.string(),
  destination: z.string(),
});
export type FlightLedgerEntry = z.output<typeof flightLedgerEntryView>;

/** One row of the ledger: miles of a flight, or an adjustment, which belongs to no flight. */
export const ledgerEntryView = z.discriminatedUnion("kind", [
  flightLedgerEntryView,
  z.strictObject({
    ...entryFields,
    kind: z.literal("ADJUSTMENT"),
    reservationId: z.null(),
    segmentId: z.null(),
    passengerId: z.null(),
    locator: z.null(),
    designator: z.null(),
    origin: z.null(),
    destination: z.null(),
  }),
]);
export type LedgerEntry = z.output<typeof ledgerEntryView>;

/** A row of the ledger as staff see it: an adjustment with its reason and the address of who made it. */
export type StaffLedgerEntry = LedgerEntry & { reason: string | null; adjustedByEmail: string | null };

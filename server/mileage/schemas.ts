import { z } from "zod";
import { cancelCauses } from "@/server/shared/fare-terms";
import { keysetFields } from "@/server/shared/fields";
import { paragraphs } from "@/server/shared/text";
import {
  cancelledReservation,
  claimedReservation,
  creditedReservation,
  exchangedFlights,
  partlyCancelledReservation,
  splitOffReservation,
  splitReservation,
} from "./contracts";
import { tiers } from "./domain/tiers";

export { tierSteps } from "./domain/tiers";

/** A limit for one transaction; the engine never hands over so many events at once. */
const MAX_EVENTS = 500;

export const creditMilesInput = z.object({
  /** Events `reservation.created` and `reservation.claimed`, by their ids. */
  created: z
    .array(
      z.object({
        eventId: z.uuid(),
        reservation: z.union([claimedReservation.data, creditedReservation.data]),
      }),
    )
    .max(MAX_EVENTS),
});
export type CreditMilesInput = z.input<typeof creditMilesInput>;

export const reverseMilesInput = z.object({
  /** Events `reservation.cancelled` and `reservation.part-cancelled`, by their ids. */
  cancelled: z
    .array(
      z.object({
        eventId: z.uuid(),
        reservation: z.union([partlyCancelledReservation.data, cancelledReservation.data]),
      }),
    )
    .max(MAX_EVENTS),
});
export type ReverseMilesInput = z.input<typeof reverseMilesInput>;

export const exchangeMilesInput = z.object({
  /** Events `reservation.flights-changed`, by their ids. */
  changed: z.array(z.object({ eventId: z.uuid(), reservation: exchangedFlights.data })).max(MAX_EVENTS),
});
export type ExchangeMilesInput = z.input<typeof exchangeMilesInput>;

export const moveMilesInput = z.object({
  /** Events `reservation.split` and `reservation.split-off`, by their ids. */
  split: z
    .array(
      z.object({
        eventId: z.uuid(),
        reservation: z.union([splitReservation.data, splitOffReservation.data]),
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
  key: z
    .uuid()
    .meta({ description: "Made by the page or client: the same key a second time books nothing." }),
  memberId: z.uuid(),
  miles: z
    .number({ error: ({ input }) => (input === undefined ? "required" : "milesWhole") })
    .int("milesWhole")
    .min(-MAX_ADJUSTED_MILES, "tooBig")
    .max(MAX_ADJUSTED_MILES, "tooBig")
    .refine((miles) => miles !== 0, "milesZero")
    .meta({ description: "Above zero: given. Below zero: taken. Not zero." }),
  reason: paragraphs(3, 500).meta({ description: "For the airline only." }),
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
  balanceMiles: z.number().int().meta({
    description: "All miles credited and not taken back. A balance below zero allows no redemption.",
  }),
  usableMiles: z
    .number()
    .int()
    .meta({ description: "Miles of flights that have arrived, and that have not expired." }),
  upcomingMiles: z.number().int().meta({ description: "Miles of flights that have not arrived yet." }),
  expiringMiles: z.number().int().meta({ description: "Usable miles that expire within a year." }),
  nextExpiryAt: z.date().nullable().meta({ description: "When the first of the expiring miles expire." }),
  qualifyingMiles: z.number().int().meta({
    description:
      "Miles flown in this calendar year in Korea, which decide the tier. Miles given by hand do not count.",
  }),
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

const adjustmentEntryView = z.strictObject({
  ...entryFields,
  kind: z.literal("ADJUSTMENT"),
  reservationId: z.null(),
  segmentId: z.null(),
  passengerId: z.null(),
  locator: z.null(),
  designator: z.null(),
  origin: z.null(),
  destination: z.null(),
});

/** One row of the ledger: miles of a flight, or an adjustment, which belongs to no flight. */
export const ledgerEntryView = z.discriminatedUnion("kind", [flightLedgerEntryView, adjustmentEntryView]);
export type LedgerEntry = z.output<typeof ledgerEntryView>;

const staffFields = {
  reason: z
    .string()
    .nullable()
    .meta({ description: "Why staff gave or took them; null for miles of a flight." }),
  adjustedByEmail: z
    .string()
    .nullable()
    .meta({ description: "Who gave or took them; null for miles of a flight." }),
};

/** A row of the ledger as staff see it. */
export const staffLedgerEntryView = z.discriminatedUnion("kind", [
  flightLedgerEntryView.extend(staffFields),
  adjustmentEntryView.extend(staffFields),
]);
export type StaffLedgerEntry = z.output<typeof staffLedgerEntryView>;

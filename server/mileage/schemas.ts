import { z } from "zod";
import { reservationCancelled, reservationCreated } from "@/server/reservation/events";
import { cancelCauses } from "@/server/shared/fare-terms";
import { keysetFields } from "@/server/shared/fields";
import { tiers } from "./domain/tiers";

/** A limit for one transaction; the engine never hands over so many events at once. */
const MAX_EVENTS = 500;

export const creditMilesInput = z.object({
  /** Events `reservation.created`, by their ids. */
  created: z.array(z.object({ eventId: z.uuid(), reservation: reservationCreated.data })).max(MAX_EVENTS),
});
export type CreditMilesInput = z.input<typeof creditMilesInput>;

export const reverseMilesInput = z.object({
  /** Events `reservation.cancelled`, by their ids. */
  cancelled: z.array(z.object({ eventId: z.uuid(), reservation: reservationCancelled.data })).max(MAX_EVENTS),
});
export type ReverseMilesInput = z.input<typeof reverseMilesInput>;

export const listLedgerInput = z.object({
  ...keysetFields,
});
export type ListLedgerInput = z.input<typeof listLedgerInput>;

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
  /** Miles flown in this calendar year in Korea, which decide the tier. */
  qualifyingMiles: z.number().int(),
  standing: tierStandingView,
});
export type MileageAccount = z.output<typeof mileageAccountView>;

/** One row of the ledger: the miles of one passenger on one flight. */
export const ledgerEntryView = z.strictObject({
  id: z.uuid(),
  kind: z.enum(["ACCRUAL", "REVERSAL"]),
  /** Negative in a reversal. */
  miles: z.number().int(),
  reservationId: z.uuid(),
  segmentId: z.uuid(),
  locator: z.string(),
  designator: z.string(),
  passengerName: z.string().nullable(),
  cancelCause: z.enum(cancelCauses).nullable(),
  origin: z.string(),
  destination: z.string(),
  usableFrom: z.date(),
  expiresAt: z.date(),
  createdAt: z.date(),
});
export type LedgerEntry = z.output<typeof ledgerEntryView>;

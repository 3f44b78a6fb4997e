import { z } from "zod";
import { reservationCancelled, reservationCreated } from "@/server/reservation/events";
import { keysetFields } from "@/server/shared/fields";

/** More than the engine hands over at once; it bounds what one transaction carries. */
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

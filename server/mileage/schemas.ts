import { z } from "zod";
import { reservationCancelled, reservationCreated } from "@/server/reservation/events";

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
  cursor: z.string().max(200).nullish(),
  limit: z.number().int().min(1).max(100).default(20),
});
export type ListLedgerInput = z.input<typeof listLedgerInput>;

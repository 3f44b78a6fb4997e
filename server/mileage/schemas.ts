import { z } from "zod";
import { reservationCancelled, reservationCreated } from "@/server/reservation/events";

export const creditMilesInput = z.object({ eventId: z.uuid(), reservation: reservationCreated.data });
export type CreditMilesInput = z.input<typeof creditMilesInput>;

export const reverseMilesInput = z.object({ eventId: z.uuid(), reservation: reservationCancelled.data });
export type ReverseMilesInput = z.input<typeof reverseMilesInput>;

export const listLedgerInput = z.object({
  cursor: z.string().max(200).nullish(),
  limit: z.number().int().min(1).max(100).default(20),
});
export type ListLedgerInput = z.input<typeof listLedgerInput>;

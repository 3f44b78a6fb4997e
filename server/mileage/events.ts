import { z } from "zod";
import { defineEvent } from "@/server/shared/events";
import { milesOfExchange } from "./domain/accrual";

const change = z.object({
  memberId: z.uuid(),
  reservationId: z.uuid(),
  locator: z.string(),
  /** The number of miles, positive in both events. */
  deltaMiles: z.number().int().positive(),
  /** The balance after this change. */
  balanceMiles: z.number().int(),
  ledgerEntryIds: z.array(z.uuid()).min(1),
});

/** Staff gave or took miles by hand. The reason is not among the data, because it is not for the member. */
export const mileageAdjusted = defineEvent(
  "mileage/mileage.adjusted",
  1,
  z.object({
    memberId: z.uuid(),
    /** Also the id of the ledger entry. */
    adjustmentId: z.uuid(),
    /** Signed, never 0. */
    deltaMiles: z
      .number()
      .int()
      .refine((miles) => miles !== 0),
    /** The balance after this change. */
    balanceMiles: z.number().int(),
  }),
);

/** Miles were credited to a member's account. */
export const mileageIncreased = defineEvent("mileage/mileage.increased", 1, change);
/** Miles were taken back from a member's account. */
export const mileageDecreased = defineEvent("mileage/mileage.decreased", 1, change);

/**
 * A change of flights took the miles of the flights given up back, and credited those of the flights instead. Customers are
 * told of it by the message about the change: it has `exchangedMiles` in it.
 */
export const mileageExchanged = defineEvent(
  "mileage/mileage.exchanged",
  1,
  z.object({
    memberId: z.uuid(),
    reservationId: z.uuid(),
    locator: z.string(),
    changeId: z.uuid(),
    takenBackMiles: z.number().int().min(0),
    earnedMiles: z.number().int().min(0),
    /** Signed: what was earned less what was taken back; 0 when both are the same. */
    deltaMiles: z.number().int(),
    /** The balance after this change. */
    balanceMiles: z.number().int(),
    ledgerEntryIds: z.array(z.uuid()).min(1),
  }),
);

/** Returns the miles that a change of flights takes back and earns, both zero or more, by the rule of `exchangeMiles`. */
export function exchangedMiles(change: Parameters<typeof milesOfExchange>[0]): {
  takenBackMiles: number;
  earnedMiles: number;
} {
  const { takenBack, earned } = milesOfExchange(change);
  const sum = (list: readonly { miles: number }[]) => list.reduce((total, { miles }) => total + miles, 0);
  return { takenBackMiles: sum(takenBack), earnedMiles: sum(earned) };
}

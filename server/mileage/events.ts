import { z } from "zod";
import { defineEvent } from "@/server/shared/events";

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

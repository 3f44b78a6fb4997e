import { z } from "zod";
import { defineEvent } from "@/server/shared/events";

const change = z.object({
  memberId: z.uuid(),
  reservationId: z.uuid(),
  locator: z.string(),
  /** Positive in both events: how many miles were added or taken away. */
  deltaMiles: z.number().int().positive(),
  /** The balance after this change. */
  balanceMiles: z.number().int(),
  ledgerEntryIds: z.array(z.uuid()).min(1),
});

export const mileageIncreased = defineEvent("mileage/mileage.increased", 1, change);
export const mileageDecreased = defineEvent("mileage/mileage.decreased", 1, change);

import { z } from "zod";
import { instant, position, won } from "./field-schemas";

/** Where a flight stands for a refund; the members are those of LegStanding (domain/leg-standing.ts). */
const legStanding = z.enum(["AHEAD", "NO_SHOW", "DEPARTED"]);

export const offeredRefund = z
  .strictObject({
    quoteId: z.uuid(),
    now: instant,
    expiresAt: instant,
    paidAmount: won,
    refundAmount: won,
    deductions: z
      .array(
        z.strictObject({
          reason: z.enum(["FLOWN", "CANCELLATION_FEE", "NO_SHOW_FEE", "NOT_REFUNDABLE"]),
          segmentIndex: position,
          passengerIndex: position,
          amount: won,
        }),
      )
      .readonly(),
    waivers: z
      .array(
        z.strictObject({
          segmentIndex: position,
          reason: z.enum(["AIRLINE_CANCELLED", "SOON_AFTER_PURCHASE", "LONG_BEFORE_DEPARTURE"]),
        }),
      )
      .readonly(),
    waivedAmount: won.meta({
      description: "The sum of the fees among the deductions that staff leave out; part of the refund.",
    }),
    standings: z
      .array(legStanding)
      .readonly()
      .meta({ description: "Where each flight stands; flights that have departed are not cancelled." }),
    givenUp: z
      .array(z.strictObject({ segmentIndex: position, passengerIndex: position }))
      .readonly()
      .meta({ description: "Which passengers would give up which flights." }),
    whole: z
      .boolean()
      .meta({ description: "The booking would end: nothing that can still be flown is left." }),
  })
  .meta({ description: "The refund of a cancellation with each deduction." });
export type OfferedRefund = z.output<typeof offeredRefund>;

import { z } from "zod";
import { fareBrand } from "@/server/reservation/term-schemas";
import { priceLineKinds } from "@/server/shared/fare-terms";
import { flightLeg } from "./booking-schemas";
import { count, instant, position, won } from "./field-schemas";

/** What customers see of a change of flights. */

const changeLine = z
  .strictObject({
    segmentIndex: position,
    passengerIndex: position,
    part: z.enum(["OLD", "NEW", "FEE", "FORFEITED", "WAIVED"]).meta({
      description:
        "OLD: the price of the flight given up. NEW: that of the flight instead. FEE and FORFEITED are paid, WAIVED is not.",
    }),
    kind: z
      .enum(priceLineKinds)
      .nullable()
      .meta({ description: "Null for a fee and for what is forfeited." }),
    amount: won,
  })
  .meta({ description: "One amount of one passenger on one flight; never below zero." });

const exchangedFlight = z.strictObject({
  segmentId: z.uuid(),
  segmentIndex: position,
  from: flightLeg.extend({ brand: fareBrand }),
  to: flightLeg.extend({ brand: fareBrand, flightId: z.number().int() }),
});

export const offeredChange = z
  .strictObject({
    quoteId: z.uuid(),
    now: instant,
    expiresAt: instant,
    flights: z.array(exchangedFlight).min(1),
    lines: z.array(changeLine),
    oldAmount: won.meta({ description: "What the flights given up had cost." }),
    newAmount: won.meta({ description: "What the flights instead cost." }),
    feeAmount: won.meta({ description: "The change fees." }),
    forfeitedAmount: won.meta({
      description: "The part of a dearer fare that is not given back, by the rule of its brand.",
    }),
    waivedAmount: won.meta({ description: "The part of the fees that staff leave out." }),
    balance: z.number().int().meta({
      description:
        "New less old, plus fees and what is forfeited, less what is waived. Above zero: to be paid. Below: given back.",
    }),
    waivers: z
      .array(
        z.strictObject({
          segmentIndex: position,
          reason: z.enum(["AIRLINE_CANCELLED", "SOON_AFTER_PURCHASE", "LONG_BEFORE_DEPARTURE"]),
        }),
      )
      .readonly(),
  })
  .meta({ description: "A change of flights as it was quoted, with every line." });
export type OfferedChange = z.output<typeof offeredChange>;

export const changeOffer = z
  .strictObject({
    flight: flightLeg.extend({ flightId: z.number().int() }),
    choices: z
      .array(
        z.strictObject({
          brand: fareBrand,
          brandNameKo: z.string(),
          brandNameEn: z.string(),
          balance: won.meta({
            description: "For all passengers of the flight: above zero to be paid, below zero given back.",
          }),
          feeAmount: won.meta({ description: "The change fees, which are part of the balance." }),
          unitsLeft: count.meta({ description: "Seats that are left at this fare, counted up to 9." }),
          enough: z.boolean().meta({ description: "True when they are enough for the passengers." }),
        }),
      )
      .meta({ description: "One for each brand on sale, the cheapest first." }),
  })
  .meta({ description: "A flight that one of a trip can be exchanged for, with the difference per choice." });
export type ChangeOffer = z.output<typeof changeOffer>;

export const pendingChange = z
  .strictObject({
    changeId: z.uuid(),
    balance: won.meta({ description: "What is to be paid." }),
    expiresAt: instant.meta({ description: "Until when it can be paid." }),
    now: instant,
    flights: z.array(exchangedFlight).min(1),
  })
  .meta({
    description: "A change of flights that waits for its payment; its new seats are held until then.",
  });
export type PendingChange = z.output<typeof pendingChange>;

import { z } from "zod";
import { passengerType } from "@/server/reservation/term-schemas";
import { cancelCauses } from "@/server/shared/fare-terms";
import { changeKinds, changeStatuses, chargeKinds, couponStates } from "@/server/shared/order-terms";
import { day, instant, won } from "./field-schemas";

/** What staff see of a sold reservation's order. */

const share = z.strictObject({ paymentId: z.uuid(), amount: won });

const flightOnDay = z.strictObject({ designator: z.string(), departureDate: day });

const orderChange = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(changeKinds),
    status: z.enum(changeStatuses),
    cause: z.enum(cancelCauses).nullable(),
    balance: won.meta({ description: "Above zero: paid; below zero: given back." }),
    askedByKind: z
      .string()
      .meta({ description: "CUSTOMER, TRAVELLER (by a one-time code), SYSTEM, or the role that staff had." }),
    askedById: z.string().nullable(),
    waiverReason: z.string().nullable(),
    quotedAt: instant,
    expiresAt: instant.nullable(),
    endedAt: instant.nullable(),
    flights: z
      .array(z.strictObject({ from: flightOnDay, to: flightOnDay }))
      .nullable()
      .meta({ description: "The exchanged flights; null for other changes." }),
    correction: z
      .strictObject({ before: z.string(), after: z.string(), reason: z.string().nullable() })
      .nullable()
      .meta({ description: "The corrected name as on the ticket, and why staff corrected it." }),
    charges: z
      .array(z.strictObject({ kind: z.enum(chargeKinds), amount: won, couponId: z.uuid().nullable() }))
      .meta({ description: "A fee below zero was left out by staff." }),
    payments: z.array(share),
    refunds: z.array(share).meta({ description: "What it gives back of which payment, completed or not." }),
  })
  .meta({ description: "One amendment of an order; the sale is ISSUE." });
export type OrderChange = z.output<typeof orderChange>;

const orderCoupon = z.strictObject({
  id: z.uuid(),
  number: z.number().int().meta({ description: "Within the ticket, from 1." }),
  state: z.enum(couponStates),
  countsAsFlown: z.boolean().meta({ description: "The flight has left, and nobody said otherwise." }),
  passengerType,
  designator: z.string(),
  origin: z.string(),
  destination: z.string(),
  departureDate: day,
});
export type OrderCoupon = z.output<typeof orderCoupon>;

const orderTicket = z
  .strictObject({
    number: z.string(),
    passenger: z.string().nullable().meta({ description: "As on the ticket: KIM/MINJI." }),
    successor: z.string().nullable().meta({ description: "The ticket that took its place." }),
    coupons: z.array(orderCoupon),
  })
  .meta({ description: "One ticket with its flights." });
export type OrderTicket = z.output<typeof orderTicket>;

export const orderView = z
  .strictObject({
    changes: z
      .array(orderChange)
      .meta({ description: "The oldest first; of the quotes that nobody used, the newest 20." }),
    tickets: z.array(orderTicket),
    paidAmount: won,
    refundedAmount: won,
    chargedAmount: won.meta({
      description:
        "The sum of all charges but TRANSFER, which moves money to a split reservation: paid less refunded.",
    }),
  })
  .meta({ description: "The order of a sold reservation: its changes with their money, and its tickets." });
export type OrderView = z.output<typeof orderView>;

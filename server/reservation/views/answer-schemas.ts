import { z } from "zod";
import { contactParts } from "@/server/reservation/contact/contact-schemas";
import { changeStatuses } from "@/server/shared/order-terms";
import { instant, won } from "./field-schemas";

/** What the verbs of a booking answer. */

export const enteredPassengers = z
  .strictObject({
    previousAmount: won.meta({ description: "The total before." }),
    totalAmount: won.meta({ description: "The total now." }),
  })
  .meta({
    description:
      "The totals differ when a birthday lies between the flights, or when a charge depends on the age.",
  });
export type EnteredPassengers = z.output<typeof enteredPassengers>;

export const cancelledTrip = z
  .strictObject({
    refundAmount: won.meta({ description: "What is given back." }),
    whole: z.boolean().meta({ description: "The booking has ended: nothing that can be flown is left." }),
  })
  .meta({ description: "What was cancelled." });
export type Cancelled = z.output<typeof cancelledTrip>;

const balance = won.meta({ description: "Above zero: to be paid, or paid. Below zero: given back." });

export const changedFlights = z
  .discriminatedUnion("status", [
    z.strictObject({ status: z.literal("DONE"), balance }),
    z.strictObject({
      status: z.literal("AWAITING_PAYMENT"),
      changeId: z.uuid(),
      balance,
      expiresAt: instant.meta({ description: "Until then it can be paid, and its new seats are held." }),
    }),
  ])
  .meta({ description: "A change of flights that was carried out, or that waits for its payment." });
export type ChangedFlights = z.output<typeof changedFlights>;

export const changeStatus = z.enum(changeStatuses).meta({
  description: [
    "QUOTED: offered, not accepted. AWAITING_PAYMENT: accepted, not paid. DONE: carried out.",
    "EXPIRED: not paid in time. WITHDRAWN: given up. REFUSED: paid too late; the payment goes back.",
  ].join(" "),
});

export const splitOffTrip = z
  .strictObject({ reservationId: z.uuid(), locator: z.string() })
  .meta({ description: "The new booking of the passengers who left." });
export type SplitOffTrip = z.output<typeof splitOffTrip>;

export const correctedTicket = z
  .strictObject({ ticketNumber: z.string().meta({ description: "The new ticket: 13 digits." }) })
  .meta({ description: "The ticket with the right name." });
export type CorrectedTicket = z.output<typeof correctedTicket>;

export const changedContact = z
  .strictObject({
    changed: z.array(contactParts).meta({ description: "Nothing when the same contact was sent again." }),
  })
  .meta({ description: "The parts of the contact that differ from before." });
export type ChangedContact = z.output<typeof changedContact>;

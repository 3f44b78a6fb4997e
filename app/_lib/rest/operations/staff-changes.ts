import { operation } from "@/app/_lib/rest/operation";
import { named } from "@/app/_lib/rest/schema-names";
import { correctName, quoteChangeOf } from "@/server/reservation";
import { correctNameInput, quoteChangeInput } from "@/server/reservation/schemas";
import { correctedTicket, offeredChange } from "@/server/reservation/view-schemas";
import { reservationParams as params } from "./bookings";

/**
 * What staff may do beyond the customer: to leave fees out, and to correct a name further. What is the same for both is asked
 * at the customer's address.
 */

const tag = "Staff: reservations";
const scope = "reservations:write";

export const quoteChangeOnBehalf = operation({
  ...{ id: "quoteChangeOnBehalf", method: "POST", path: "/admin/reservations/{id}/change-quotes", tag },
  summary: "Quote a change of flights for a customer",
  description:
    "`waiver` leaves the fees out; its reason is for the airline only, and the customer cannot use the quote. Carry it out at `/reservations/{id}/changes`.",
  ...{ scope, params, conditional: true, status: 201 },
  body: named("StaffChangeQuoteRequest", quoteChangeInput.omit({ reservationId: true }), "input"),
  response: named("ChangeQuote", offeredChange),
  errors: [
    ...(["NOT_CHANGEABLE", "CHANGE_AWAITS_PAYMENT", "SOLD_OUT", "FLIGHT_NOT_ON_SALE"] as const),
    ...(["SALES_CLOSED", "FLIGHT_DEPARTED"] as const),
  ],
  run: (ctx, { params: { id }, body }) => quoteChangeOf(ctx, { ...body, reservationId: id }),
});

export const correctNameOnBehalf = operation({
  ...{ id: "correctNameOnBehalf", method: "POST", path: "/admin/reservations/{id}/name-corrections", tag },
  summary: "Correct a passenger's name for a customer",
  description:
    "With `reason` also beyond what a customer may. A new ticket is issued for the flights that are left.",
  ...{ scope, params, conditional: true, status: 201 },
  body: named("StaffNameCorrectionRequest", correctNameInput.omit({ reservationId: true }), "input"),
  response: named("NameCorrection", correctedTicket),
  errors: ["NOT_CHANGEABLE", "FLIGHT_NOT_ON_SALE", "CHANGE_AWAITS_PAYMENT", "CONFLICT"],
  run: (ctx, { params: { id }, body }) => correctName(ctx, { ...body, reservationId: id }),
});

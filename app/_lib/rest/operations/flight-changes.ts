import { z } from "zod";
import { operation } from "@/app/_lib/rest/operation";
import { named } from "@/app/_lib/rest/schema-names";
import { beginChangePayment } from "@/server/flows/begin-change-payment";
import { completeChangePayment } from "@/server/flows/complete-change-payment";
import { giveUpChange } from "@/server/flows/give-up-change";
import { changePaymentStatus, paymentPage } from "@/server/flows/payment-schemas";
import { changeFlights as change, quoteChangeOf } from "@/server/reservation";
import {
  changeOffers,
  changeStatus as statusOf,
  pendingChange as waiting,
} from "@/server/reservation/queries";
import { changeFlightsInput, changeOffersInput, quoteChangeInput } from "@/server/reservation/schemas";
import {
  changedFlights,
  changeOffer,
  changeStatus,
  offeredChange,
  pendingChange,
} from "@/server/reservation/view-schemas";
import { ofTrip, reservationParams } from "./bookings";
import { sessionQuery } from "./payments";

const base = { ...({ tag: "Changes" } as const), ...ofTrip };
/** Staff act on the customer's behalf. */
const write = { ...base, scope: ["bookings:write", "reservations:write"] as const };
const read = { ...base, scope: ["bookings:read", "reservations:read"] as const };
const changeParams = reservationParams.extend({
  changeId: z.uuid().meta({ description: "As `changeId` of an accepted change." }),
});
const idsOf = (params: z.output<typeof changeParams>) => ({
  reservationId: params.id,
  changeId: params.changeId,
});

export const listChangeOffers = operation({
  ...{ id: "listChangeOffers", method: "GET", path: "/reservations/{id}/change-offers", ...read },
  summary: "The flights of a day for which one of the booking can be exchanged",
  description: "With the difference that each brand makes for all passengers of the flight.",
  ...{ query: changeOffersInput.omit({ reservationId: true }) },
  response: z.array(named("ChangeOffer", changeOffer)),
  errors: ["NOT_CHANGEABLE", "WAITING_ROOM"],
  run: (ctx, { params, query }) => changeOffers(ctx, { ...query, reservationId: params.id }),
});

export const quoteChange = operation({
  ...{ id: "quoteChange", method: "POST", path: "/reservations/{id}/change-quotes", ...write },
  summary: "Quote a change of flights",
  description:
    "With every line: the old price, today's price of the new flights, the fee, and what is not given back. It changes nothing. The quote is good for 15 minutes, and less close to a departure.",
  ...{ conditional: true, status: 201 },
  // Staff leave fees out at their own address.
  body: named("ChangeQuoteRequest", quoteChangeInput.omit({ reservationId: true, waiver: true }), "input"),
  response: named("ChangeQuote", offeredChange),
  errors: [
    "NOT_CHANGEABLE",
    "CHANGE_AWAITS_PAYMENT",
    "SOLD_OUT",
    "FLIGHT_NOT_ON_SALE",
    "SALES_CLOSED",
    "FLIGHT_DEPARTED",
    "WAITING_ROOM",
  ],
  run: (ctx, { params, body: { flights, overlapConfirmed } }) =>
    quoteChangeOf(ctx, { reservationId: params.id, flights, overlapConfirmed }),
});

export const changeFlights = operation({
  ...{ id: "changeFlights", method: "POST", path: "/reservations/{id}/changes", ...write },
  summary: "Change flights on the terms of a quote",
  description:
    "With nothing to pay it is done at once. Otherwise the new seats are held until `expiresAt` while the old ones stay sold, and the payment carries it out. The same quote again gets the same answer.",
  ...{ conditional: true, status: 201 },
  body: named("ChangeRequest", changeFlightsInput.omit({ reservationId: true }), "input"),
  response: named("AcceptedChange", changedFlights),
  errors: [
    "QUOTE_EXPIRED",
    "CONFLICT",
    "NOT_CHANGEABLE",
    "CHANGE_AWAITS_PAYMENT",
    "SOLD_OUT",
    "FLIGHT_NOT_ON_SALE",
    "SALES_CLOSED",
    "FLIGHT_DEPARTED",
  ],
  run: (ctx, { params, body }) => change(ctx, { ...body, reservationId: params.id }),
});

export const getPendingChange = operation({
  ...{ id: "getPendingChange", method: "GET", path: "/reservations/{id}/changes/pending", ...read },
  summary: "The change that waits for its payment",
  description: "`change` is null when none waits, or when its time is over.",
  response: z.strictObject({ change: named("PendingChange", pendingChange).nullable() }),
  run: async (ctx, { params }) => ({ change: await waiting(ctx, params.id) }),
});

export const getChange = operation({
  ...{ id: "getChange", method: "GET", path: "/reservations/{id}/changes/{changeId}", ...read },
  summary: "The state of a change of flights",
  ...{ params: changeParams, response: z.strictObject({ status: named("ChangeStatus", changeStatus) }) },
  run: async (ctx, { params }) => ({ status: await statusOf(ctx, idsOf(params)) }),
});

export const giveChangeUp = operation({
  ...{ id: "giveChangeUp", method: "DELETE", path: "/reservations/{id}/changes/{changeId}", ...write },
  summary: "Give up a change that waits for its payment",
  description:
    "Its payment page is closed first; while a card is being charged the change stays. The booking stays as it was.",
  ...{ params: changeParams, conditional: true },
  errors: ["PAYMENT_IN_PROGRESS", "PAYMENT_UNAVAILABLE"],
  run: (ctx, { params }) => giveUpChange(ctx, idsOf(params)),
});

export const startChangePayment = operation({
  ...{ id: "startChangePayment", method: "POST", path: "/reservations/{id}/changes/{changeId}/payment" },
  // Whoever booked pays: staff give no money out of a customer's hands.
  ...{ ...write, scope: "bookings:write", params: changeParams, conditional: true },
  ...{ status: 201, response: paymentPage },
  summary: "Open the hosted payment page of a change",
  description: "Asked again, it gives the same page.",
  errors: ["HOLD_EXPIRED", "PAYMENT_IN_PROGRESS", "PAYMENT_UNAVAILABLE", "CONFLICT"],
  run: (ctx, { params }) => beginChangePayment(ctx, idsOf(params)),
});

export const getChangePayment = operation({
  ...{ id: "getChangePayment", method: "GET", path: "/reservations/{id}/changes/{changeId}/payment" },
  ...{ ...read, params: changeParams, query: sessionQuery },
  summary: "The state of the payment of a change",
  description:
    "While the outcome is open, the provider is asked, and a payment that came in is acted on at once.",
  response: named("ChangePaymentStatus", changePaymentStatus),
  run: (ctx, { params, query: { session } }) =>
    completeChangePayment(ctx, { ...idsOf(params), ...(session && { sessionId: session }) }),
});

import { operation } from "@/app/_lib/rest/operation";
import { named } from "@/app/_lib/rest/schema-names";
import { cancelReservation as cancel, quoteRefundOf } from "@/server/reservation";
import { cancelReservationInput, quoteRefundInput } from "@/server/reservation/schemas";
import { cancelledTrip, offeredRefund } from "@/server/reservation/view-schemas";
import { ofTrip } from "./bookings";

const about = {
  ...({ tag: "Changes", scope: "bookings:write", status: 201, conditional: true } as const),
  ...ofTrip,
};

export const quoteCancellation = operation({
  ...{ id: "quoteCancellation", method: "POST", path: "/reservations/{id}/cancellation-quotes", ...about },
  summary: "Quote a cancellation",
  description:
    "Of everything that has not left, or of some passengers on some flights, with each deduction. It changes nothing. The quote is good for 15 minutes, at most until the next fee step of a departure.",
  // Staff leave fees out at their own address.
  body: named(
    "CancellationQuoteRequest",
    quoteRefundInput.omit({ reservationId: true, waiver: true }),
    "input",
  ),
  response: named("CancellationQuote", offeredRefund),
  errors: ["NOT_CANCELLABLE"],
  run: (ctx, { params, body: { passengers, segments } }) =>
    quoteRefundOf(ctx, { reservationId: params.id, passengers, segments }),
});

export const cancelReservation = operation({
  ...{ id: "cancelReservation", method: "POST", path: "/reservations/{id}/cancellations", ...about },
  summary: "Cancel on the terms of a quote",
  description: "The same quote again gets the same answer: nothing is refunded twice.",
  body: named("CancellationRequest", cancelReservationInput.omit({ reservationId: true }), "input"),
  response: named("Cancellation", cancelledTrip),
  errors: ["QUOTE_EXPIRED", "CONFLICT", "NOT_CANCELLABLE"],
  run: (ctx, { params, body }) => cancel(ctx, { ...body, reservationId: params.id }),
});

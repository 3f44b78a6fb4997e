import { z } from "zod";
import { operation } from "@/app/_lib/rest/operation";
import { named } from "@/app/_lib/rest/schema-names";
import { legalLanguage, statedConsents } from "@/server/consent/schemas";
import { beginPayment } from "@/server/flows/begin-payment";
import { completePayment } from "@/server/flows/complete-payment";
import { paymentPage, paymentStatus } from "@/server/flows/payment-schemas";
import { paymentsOfReservation, refundsOfReservation } from "@/server/payment/queries";
import { paymentView, refundView } from "@/server/payment/schemas";
import { parse } from "@/server/shared/parse";
import { ofTrip, reservationParams } from "./bookings";
import { ofOwnBooking } from "./own-booking";

named("PaymentPage", paymentPage);

/** The parameter of the provider's return address. */
export const sessionQuery = z.object({
  session: z
    .string()
    .max(300)
    .optional()
    .meta({ description: "The checkout session with which the customer came back." }),
});

const paymentRequest = z
  .object({
    consents: statedConsents.optional(),
    locale: legalLanguage.optional(),
  })
  .meta({
    description: [
      "What the customer read and agreed to: `conditions-of-carriage`, `privacy` and `fare-rules`, and `terms-of-use` when the",
      "account has not agreed to its version in force. A client that acts for customers states what they told it. `locale`: the",
      "language of the texts; without it that of the booking.",
    ].join(" "),
  });

export const startPayment = operation({
  ...{ id: "startPayment", method: "POST", path: "/reservations/{id}/payment", tag: "Bookings" },
  summary: "Open the hosted payment page",
  description: [
    "Asked again, it gives the same page. The consents of `listLegalDocuments` are kept with the booking; what was stated once need",
    "not be stated again. CONSENT_REQUIRED names each document under `fieldErrors`: `consents.<document>` is `consentMissing`, or",
    "`consentOutdated` when another version is in force.",
  ].join(" "),
  ...{ scope: "bookings:write", params: reservationParams, conditional: true },
  ...{ body: named("PaymentRequest", paymentRequest, "input"), bodyOptional: true },
  ...{ status: 201, response: paymentPage },
  errors: [
    "HOLD_EXPIRED",
    "PASSENGERS_INCOMPLETE",
    "SALES_CLOSED",
    "FLIGHT_DEPARTED",
    "CONSENT_REQUIRED",
    "PAYMENT_IN_PROGRESS",
    "PAYMENT_UNAVAILABLE",
    "CONFLICT",
  ],
  run: (ctx, { params, body }) => {
    const { consents = [], locale } = parse(paymentRequest, body);
    return beginPayment(ctx, params.id, { stated: consents, channel: "API", ...(locale && { locale }) });
  },
});

export const getPayment = operation({
  ...{ id: "getPayment", method: "GET", path: "/reservations/{id}/payment", tag: "Bookings" },
  summary: "The state of the payment of a hold",
  description:
    "While the outcome is open, the provider is asked, and a payment that came in is acted on at once.",
  ...{ scope: "bookings:read", params: reservationParams, query: sessionQuery },
  response: named("PaymentStatus", paymentStatus),
  run: async (ctx, { params, query }) => {
    const { state, declineReason, refund } = await completePayment(ctx, params.id, query.session);
    return { state, declineReason, refund };
  },
});

export const listPayments = operation({
  ...{ id: "listPayments", method: "GET", path: "/reservations/{id}/payments", tag: "Bookings" },
  summary: "The payments of a booking",
  description: "The newest first: that of the hold, and those of its changes.",
  ...{ scope: "bookings:read", ...ofTrip },
  response: z.array(named("Payment", paymentView)),
  run: (ctx, { params }) => ofOwnBooking(ctx, params.id, paymentsOfReservation),
});

export const listRefunds = operation({
  ...{ id: "listRefunds", method: "GET", path: "/reservations/{id}/refunds", tag: "Bookings" },
  summary: "The refunds of a booking",
  description:
    "The oldest first. A refund is ordered some moments after its cause: `refundedAmount` of the booking has it before.",
  ...{ scope: "bookings:read", ...ofTrip },
  response: z.array(named("Refund", refundView)),
  run: (ctx, { params }) => ofOwnBooking(ctx, params.id, refundsOfReservation),
});

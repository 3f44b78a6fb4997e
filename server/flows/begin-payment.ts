import { giveBookingConsents } from "@/server/consent";
import { type ConsentChannel, type StatedConsent, statedConsents } from "@/server/consent/schemas";
import { startCheckout } from "@/server/payment";
import { payableReservation } from "@/server/reservation";
import type { Locale } from "@/server/shared/airline";
import type { RequestContext } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { closeOutdatedPage } from "./close-payment-page";

/** What the customer agrees to, and where they read it. */
export type PaymentConsents = {
  stated: readonly StatedConsent[];
  channel: Exclude<ConsentChannel, "STAFF">;
  /** The language of the texts; absent: that of the booking. */
  locale?: Locale;
};

/**
 * Opens the provider's payment page for a customer's own hold. Asked again, it gives the same page. The consents are written in the
 * transaction that opens the payment; without the ones in force there is no payment.
 *
 * @returns the address of the page.
 * @throws AppError HOLD_EXPIRED, SALES_CLOSED, FLIGHT_DEPARTED, PASSENGERS_INCOMPLETE, PAYMENT_IN_PROGRESS,
 *   CONSENT_REQUIRED (as `giveBookingConsents`), PAYMENT_UNAVAILABLE.
 */
export async function beginPayment(
  ctx: RequestContext,
  reservationId: string,
  consents: PaymentConsents,
): Promise<{ url: string }> {
  const stated = parse(statedConsents, consents.stated);
  const { flights, ...order } = await payableReservation(ctx, { reservationId });
  await closeOutdatedPage(reservationId, order.amount);
  const legs = flights.map((f) => `${f.designator} ${f.origin}–${f.destination} ${f.departureDate}`);
  const { customerId: personId, locale } = order;
  const subject = { personId, reservationId, channel: consents.channel, locale: consents.locale ?? locale };
  return startCheckout(
    ctx,
    {
      ...order,
      description: `MSA Air ${order.locator} · ${legs.join(", ")}`,
      resultPath: `/book/${reservationId}/result?`,
      backPath: `/book/${reservationId}/review?payment=cancelled`,
    },
    (tx) => giveBookingConsents(tx, subject, stated),
  );
}

"use server";

import { redirect as leave } from "next/navigation";
import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { askedForBooking, refusedConsents, statedIn } from "@/app/_lib/actions/consents";
import { formOf, textField } from "@/app/_lib/actions/form";
import { getRequestContext } from "@/app/_lib/auth/session";
import { stepHref } from "@/components/booking/booking-links";
import type { PayState } from "@/components/payment/pay-form";
import { redirect } from "@/i18n/navigation";
import { beginPayment } from "@/server/flows/begin-payment";
import type { Locale } from "@/server/shared/airline";

/**
 * Opens the payment page of the provider, with what the customer agrees to. Without an agreement the form comes back; when the page
 * cannot be opened, the review page says that nothing was charged.
 */
export async function pay(_: PayState, form: FormData): Promise<PayState> {
  const locale = (await getLocale()) as Locale;
  const sent = formOf(form);
  const reservationId = textField(sent, "reservationId");
  const review = stepHref(reservationId, "review");
  const consents = { stated: statedIn(sent), channel: "WEB" as const, locale };
  const result = await runAction((ctx) => beginPayment(ctx, reservationId, consents));
  if (result.ok) leave(result.data.url);
  if (result.code === "CONSENT_REQUIRED")
    return refusedConsents(await askedForBooking(await getRequestContext()), sent, result.fieldErrors);
  if (result.code === "PASSENGERS_INCOMPLETE")
    return redirect({ href: stepHref(reservationId, "passengers"), locale });
  // The page itself explains a hold or a session that has ended.
  if (result.code === "HOLD_EXPIRED" || result.code === "UNAUTHENTICATED")
    return redirect({ href: review, locale });
  const refusal = new URLSearchParams({
    problem: result.code,
    ...(result.correlationId && { ref: result.correlationId }),
  });
  return redirect({ href: `${review}?${refusal}`, locale });
}

"use server";

import { redirect as leave } from "next/navigation";
import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { stepHref } from "@/components/booking/booking-links";
import { redirect } from "@/i18n/navigation";
import { beginPayment } from "@/server/flows/begin-payment";

/** Opens the payment page of the provider. When it cannot be opened, the review page says that nothing was charged. */
export async function pay(form: FormData): Promise<void> {
  const locale = await getLocale();
  const reservationId = textField(formOf(form), "reservationId");
  const review = stepHref(reservationId, "review");
  if (textField(formOf(form), "agree") !== "on")
    return redirect({ href: `${review}?problem=AGREEMENT`, locale });
  const result = await runAction((ctx) => beginPayment(ctx, reservationId));
  if (result.ok) leave(result.data.url);
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

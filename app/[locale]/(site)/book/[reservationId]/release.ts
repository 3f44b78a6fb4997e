"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/action";
import { giveUpBooking } from "@/app/_lib/payment-flow";
import { stepHref } from "@/components/booking/booking-links";
import { redirect } from "@/i18n/navigation";

/**
 * Gives the seats back and returns to the search, `back`. A hold that has ended already counts as given
 * back; one that is being paid stays, and its result is shown.
 */
export async function giveUpHold(form: FormData): Promise<void> {
  const locale = await getLocale();
  const reservationId = String(form.get("reservationId") ?? "");
  const back = String(form.get("back") ?? "");
  const result = await runAction((ctx) => giveUpBooking(ctx, reservationId));
  if (result.ok || result.code === "NOT_FOUND")
    return redirect({ href: back.startsWith("/flights?") ? back : "/", locale });
  if (result.code === "PAYMENT_IN_PROGRESS" || result.code === "PAYMENT_UNAVAILABLE")
    return redirect({ href: stepHref(reservationId, "result"), locale });
  return redirect({ href: `${stepHref(reservationId, "review")}?problem=RELEASE`, locale });
}

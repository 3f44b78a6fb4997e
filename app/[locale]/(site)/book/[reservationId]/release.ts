"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, resultsAddress, textField } from "@/app/_lib/actions/form";
import { stepHref } from "@/components/booking/booking-links";
import { redirect } from "@/i18n/navigation";
import { giveUpBooking } from "@/server/flows/give-up-booking";
import { getBooking } from "@/server/reservation/queries";

/**
 * Releases the hold and returns to the search `back`, which confirms it. A hold that has already ended counts as
 * released. A hold that is being paid stays, and the page of its result is shown.
 */
export async function releaseAndSearchAgain(form: FormData): Promise<void> {
  const locale = await getLocale();
  const reservationId = textField(formOf(form), "reservationId");
  const search = resultsAddress(formOf(form));
  const result = await runAction(async (ctx) => {
    await giveUpBooking(ctx, reservationId);
    return getBooking(ctx, reservationId);
  });
  // A payment that came too late is being refunded: the search must not say that nothing was charged.
  if (result.ok && result.data.refusedPayment)
    return redirect({ href: stepHref(reservationId, "result"), locale });
  if (result.ok) return redirect({ href: `${search}&notice=released`, locale });
  if (result.code === "NOT_FOUND") return redirect({ href: search, locale });
  if (result.code === "PAYMENT_IN_PROGRESS" || result.code === "PAYMENT_UNAVAILABLE")
    return redirect({ href: stepHref(reservationId, "result"), locale });
  return redirect({ href: `${stepHref(reservationId, "review")}?problem=RELEASE`, locale });
}

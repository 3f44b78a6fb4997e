"use server";

import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import type { Refusal } from "@/components/forms/refusal";
import { redirect } from "@/i18n/navigation";
import { cancelReservation } from "@/server/reservation";

/** Cancels on the terms of the shown quote, and leads to the cancelled booking. */
export async function cancelTrip(_: Refusal | null, form: FormData): Promise<Refusal | null> {
  const field = (name: string) => textField(formOf(form), name);
  const result = await runAction(
    (ctx) => cancelReservation(ctx, { reservationId: field("reservationId"), quoteId: field("quoteId") }),
    { revalidate: ["/[locale]/trips", "/[locale]/trips/[locator]"], trip: field("reservationId") },
  );
  const trip = `/trips/${encodeURIComponent(field("locator"))}`;
  if (result.ok)
    return redirect({
      href: result.data.whole ? trip : `${trip}?cancelled=part`,
      locale: await getLocale(),
    });
  // The choice may be of a trip that is no more: the page asks again.
  if (result.code === "CONFLICT")
    return redirect({ href: `${trip}/cancel?changed=1`, locale: await getLocale() });
  // The page makes a new quote, or says why there is none.
  revalidatePath("/[locale]/trips/[locator]/cancel", "page");
  return result;
}

"use server";

import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { openPayment } from "@/app/[locale]/(site)/trips/[locator]/change/open-payment";
import type { Refusal } from "@/components/forms/refusal";
import { redirect } from "@/i18n/navigation";
import { changeFlights } from "@/server/reservation";

/** Longer than the choices of the largest trip. */
const MAX_CHOICES_LENGTH = 1_000;

/**
 * Changes the flights on the terms of the shown quote: leads to the payment page when something is to be paid, otherwise to
 * the changed trip.
 */
export async function acceptChange(_: Refusal | null, sent: FormData): Promise<Refusal | null> {
  const form = formOf(sent);
  const field = (name: string) => textField(form, name);
  if (field("agree") !== "on")
    return { ok: false, code: "INVALID_INPUT", fieldErrors: { agree: "required" } };
  const reservationId = field("reservationId");
  const result = await runAction((ctx) => changeFlights(ctx, { reservationId, quoteId: field("quoteId") }), {
    revalidate: ["/[locale]/trips", "/[locale]/trips/[locator]"],
    trip: reservationId,
  });
  const locale = await getLocale();
  const trip = `/trips/${encodeURIComponent(field("locator"))}`;
  if (result.ok)
    return result.data.status === "DONE"
      ? redirect({ href: `${trip}?changed=flights`, locale })
      : openPayment(reservationId, result.data.changeId, trip);
  const choices = new URLSearchParams(textField(form, "choices", MAX_CHOICES_LENGTH));
  switch (result.code) {
    // The choices may be of a trip that is no more: the page asks again.
    case "CONFLICT":
      return redirect({ href: `${trip}/change/quote?${choices}&changed=1`, locale });
    case "SOLD_OUT":
      return redirect({ href: `${trip}/change?${choices}&problem=SOLD_OUT`, locale });
    // The trip's page shows the change that is to be paid first.
    case "CHANGE_AWAITS_PAYMENT":
      return redirect({ href: `${trip}?changed=awaits`, locale });
  }
  // The page makes a new quote, or says why there is none.
  revalidatePath("/[locale]/trips/[locator]/change/quote", "page");
  return result;
}

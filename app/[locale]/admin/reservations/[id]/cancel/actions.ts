"use server";

import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { textField } from "@/app/_lib/actions/form";
import { partsOf } from "@/app/_lib/cancel-choice";
import { answerQuoteForm } from "@/app/[locale]/admin/reservations/[id]/answer-quote-form";
import type { QuoteState } from "@/components/admin/reservations/waiver-form";
import type { Refusal } from "@/components/forms/refusal";
import { redirect } from "@/i18n/navigation";
import { cancelReservation, quoteRefundOf } from "@/server/reservation";
import type { OfferedRefund } from "@/server/reservation/schemas";

/** Answers the forms of a customer's refund: quotes it without its fees or with them, or cancels on the shown terms. */
export async function answerRefundForm(
  _: QuoteState<OfferedRefund>,
  sent: FormData,
): Promise<QuoteState<OfferedRefund>> {
  return answerQuoteForm(sent, { quoteWithoutFees, accept: cancelForCustomer });
}

/** Cancels nothing. */
function quoteWithoutFees(form: FormData, reason: string) {
  const parts = partsOf({
    ...(form.has("part") && { part: "1" }),
    passenger: form.getAll("passenger").map(String),
    flight: form.getAll("flight").map(String),
  });
  const input = { reservationId: textField(form, "reservationId"), ...parts, waiver: { reason } };
  return runAction((ctx) => quoteRefundOf(ctx, input));
}

/** Cancels on the terms of the shown quote, on the customer's behalf, and leads back to the reservation. */
async function cancelForCustomer(form: FormData): Promise<Refusal> {
  const field = (name: string) => textField(form, name);
  const result = await runAction(
    (ctx) => cancelReservation(ctx, { reservationId: field("reservationId"), quoteId: field("quoteId") }),
    { revalidate: ["/[locale]/admin/reservations/[id]"] },
  );
  const page = `/admin/reservations/${encodeURIComponent(field("reservationId"))}`;
  const locale = await getLocale();
  if (result.ok)
    return redirect({ href: `${page}?done=${result.data.whole ? "cancelled" : "part-cancelled"}`, locale });
  // The choice may be of a trip that is no more: the page asks again.
  if (result.code === "CONFLICT") return redirect({ href: `${page}/cancel?changed=1`, locale });
  // The page makes a new quote, or says why there is none.
  revalidatePath("/[locale]/admin/reservations/[id]/cancel", "page");
  return result;
}

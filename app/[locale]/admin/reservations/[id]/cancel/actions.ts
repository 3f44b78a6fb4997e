"use server";

import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { partsOf } from "@/app/_lib/cancel-choice";
import type { WaiverState } from "@/components/admin/reservations/waiver-form";
import type { Refusal } from "@/components/forms/refusal";
import { redirect } from "@/i18n/navigation";
import { cancelReservation, quoteRefundOf } from "@/server/reservation";
import type { OfferedRefund } from "@/server/reservation/schemas";
import { MAX_WAIVER_REASON_LENGTH } from "@/server/shared/order-terms";

/** Quotes the same choice again without its fees. Cancels nothing. */
export async function quoteWithoutFees(
  _: WaiverState<OfferedRefund>,
  sent: FormData,
): Promise<WaiverState<OfferedRefund>> {
  const form = formOf(sent);
  // Longer text than a reason may have is read too: the refusal then says that it is too long.
  const reason = textField(form, "reason", MAX_WAIVER_REASON_LENGTH * 2);
  const parts = partsOf({
    ...(form.has("part") && { part: "1" }),
    passenger: form.getAll("passenger").map(String),
    flight: form.getAll("flight").map(String),
  });
  const input = { reservationId: textField(form, "reservationId"), ...parts, waiver: { reason } };
  const result = await runAction((ctx) => quoteRefundOf(ctx, input));
  return result.ok ? { reason, quote: result.data, refusal: null } : { reason, quote: null, refusal: result };
}

/** Cancels on the terms of the shown quote, on the customer's behalf, and leads back to the reservation. */
export async function cancelForCustomer(_: Refusal | null, sent: FormData): Promise<Refusal | null> {
  const field = (name: string) => textField(formOf(sent), name);
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

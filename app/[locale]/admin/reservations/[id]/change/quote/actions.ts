"use server";

import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { textField } from "@/app/_lib/actions/form";
import { answerQuoteForm } from "@/app/[locale]/admin/reservations/[id]/answer-quote-form";
import type { QuoteState } from "@/components/admin/reservations/waiver-form";
import { readChoices } from "@/components/change/change-url";
import type { OfferedChange } from "@/components/change/types";
import type { Refusal } from "@/components/forms/refusal";
import { redirect } from "@/i18n/navigation";
import { changeFlights, quoteChangeOf } from "@/server/reservation";
import type { QuoteChangeInput } from "@/server/reservation/schemas";

/** Longer than the choices of the largest trip. */
const MAX_CHOICES_LENGTH = 1_000;
const QUOTE_PAGE = "/[locale]/admin/reservations/[id]/change/quote";

const choicesOf = (form: FormData) => new URLSearchParams(textField(form, "choices", MAX_CHOICES_LENGTH));

/** The chosen flights, as the address of the quote names them. */
function flightsOf(form: FormData): QuoteChangeInput["flights"] {
  const query = choicesOf(form);
  const ids = query.getAll("flight").map((id) => ({ id }));
  // The schema refuses unknown brands.
  return readChoices(Object.fromEntries([...query, ["flight", ids.map(({ id }) => id)]]), ids).map(
    ({ segmentId, to }) => ({ segmentId, ...to }),
  ) as QuoteChangeInput["flights"];
}

/** Answers the forms of a change: quotes it without its fees or with them, or changes the flights on the shown terms. */
export async function answerChangeForm(
  _: QuoteState<OfferedChange>,
  sent: FormData,
): Promise<QuoteState<OfferedChange>> {
  return answerQuoteForm(sent, { quoteWithoutFees, accept: changeForCustomer });
}

/** Changes nothing. */
async function quoteWithoutFees(form: FormData, reason: string) {
  const input = {
    reservationId: textField(form, "reservationId"),
    flights: flightsOf(form),
    overlapConfirmed: textField(form, "overlap") === "on",
    waiver: { reason },
  };
  const result = await runAction((ctx) => quoteChangeOf(ctx, input));
  // What is wrong is not the reason: the page quotes anew, or says why it cannot.
  if (!result.ok && !result.fieldErrors?.["waiver.reason"]) revalidatePath(QUOTE_PAGE, "page");
  return result;
}

/**
 * Changes the flights on the terms of the shown quote, on the customer's behalf, and leads back to the reservation: its page
 * says that the change is done, or until when the customer can pay for it.
 */
async function changeForCustomer(form: FormData): Promise<Refusal> {
  const field = (name: string) => textField(form, name);
  if (field("agree") !== "on")
    return { ok: false, code: "INVALID_INPUT", fieldErrors: { agree: "required" } };
  const reservationId = field("reservationId");
  const result = await runAction((ctx) => changeFlights(ctx, { reservationId, quoteId: field("quoteId") }), {
    revalidate: ["/[locale]/admin/reservations/[id]"],
  });
  const page = `/admin/reservations/${encodeURIComponent(reservationId)}`;
  const locale = await getLocale();
  if (result.ok) {
    const isDone = result.data.status === "DONE";
    return redirect({ href: isDone ? `${page}?done=flights-changed` : page, locale });
  }
  const choices = choicesOf(form);
  switch (result.code) {
    // The choices may be of a trip that is no more: the page asks again.
    case "CONFLICT":
      if (field("overlap") === "on") choices.set("overlap", "on");
      return redirect({ href: `${page}/change/quote?${choices}&changed=1`, locale });
    case "SOLD_OUT":
      return redirect({ href: `${page}/change?${choices}&problem=SOLD_OUT`, locale });
    // The reservation's page shows the change that is to be paid first.
    case "CHANGE_AWAITS_PAYMENT":
      return redirect({ href: `${page}?changed=awaits`, locale });
  }
  // The page makes a new quote, or says why there is none.
  revalidatePath(QUOTE_PAGE, "page");
  return result;
}

import type { ActionResult } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import type { QuoteState } from "@/components/admin/reservations/waiver-form";
import type { Refusal } from "@/components/forms/refusal";
import { MAX_WAIVER_REASON_LENGTH } from "@/server/shared/order-terms";

type Steps<Quote> = {
  /** Quotes the choice of a form again without its fees. Changes nothing. */
  quoteWithoutFees: (form: FormData, reason: string) => Promise<ActionResult<Quote>>;
  /** Accepts the quote of a form, and leads away; returns when it was refused. */
  accept: (form: FormData) => Promise<Refusal>;
};

/**
 * Answers the forms of a quote that staff see: leaves the fees out, charges them after all, or accepts what is shown. When a
 * quote without fees is not accepted, it is made again for the same reason: nobody has to type that twice. It is not taken from
 * the state that the page sends along, which anybody may have written.
 */
export async function answerQuoteForm<Quote>(
  sent: FormData,
  { quoteWithoutFees, accept }: Steps<Quote>,
): Promise<QuoteState<Quote>> {
  const form = formOf(sent);
  // Longer text than a reason may have is read too: the refusal then says that it is too long.
  const reason = textField(form, "reason", MAX_WAIVER_REASON_LENGTH * 2);
  const withFees = { reason, quote: null, refusal: null, accepting: null };
  const intent = textField(form, "intent");
  if (intent === "keep") return withFees;
  const accepting = intent === "waive" ? null : await accept(form);
  if (accepting && reason === "") return { ...withFees, accepting };
  const result = await quoteWithoutFees(form, reason);
  if (result.ok) return { ...withFees, quote: result.data, accepting };
  return { ...withFees, refusal: accepting ? null : result, accepting };
}

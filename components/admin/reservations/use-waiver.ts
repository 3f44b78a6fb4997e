"use client";

import { useEffect, useRef } from "react";
import { useFormAction } from "@/components/forms/use-form-action";
import type { QuoteState } from "./waiver-form";

/** Answers the forms of a quote: quotes again without fees or with them, or accepts what is shown. */
export type QuoteAction<Quote> = (before: QuoteState<Quote>, form: FormData) => Promise<QuoteState<Quote>>;

type Offered = { quoteId: string; now: string; expiresAt: string };

const nothingAsked = { reason: "", quote: null, refusal: null, accepting: null };

/**
 * Keeps which of two quotes is shown: that of the page, with its fees, or the one without them that staff asked for. The page
 * makes a new quote each time it is rendered: a quote without fees stays while the page's has the same terms (`termsOf`: what
 * both have) and until it expires. All forms of the quote share one state: before JavaScript a page gets the state of the form
 * that was sent and of no other. The caller gives the component a key with the version of the reservation, and puts `sum`
 * on what shows the amounts: the focus goes there when the other quote is shown, because the form that was used is gone.
 */
export function useWaiver<Quote extends Offered>(
  action: QuoteAction<Quote>,
  quote: Quote,
  termsOf: (quote: Quote) => unknown,
) {
  const [state, submit] = useFormAction<QuoteState<Quote>>(action, nothingAsked, unanswered);
  const waived = state.quote && isStillFor(state.quote, quote, termsOf) ? state.quote : null;
  const isWaived = waived !== null;
  const sum = useRef<HTMLDivElement>(null);
  const wasWaived = useRef(isWaived);
  useEffect(() => {
    if (wasWaived.current === isWaived) return;
    wasWaived.current = isWaived;
    sum.current?.focus();
  }, [isWaived]);
  return { state, submit, shown: waived ?? quote, isWaived, sum };
}

/** No answer came: what was typed stays, and so does the quote that was to be accepted. */
function unanswered<Quote>(form: FormData, before: QuoteState<Quote>): QuoteState<Quote> {
  const unknown = { ok: false, code: "NO_ANSWER" } as const;
  switch (form.get("intent")) {
    case "waive": {
      const reason = String(form.get("reason") ?? "");
      return { ...nothingAsked, reason, refusal: { ok: false, code: "UNAVAILABLE" } };
    }
    // The page has the quote with the fees.
    case "keep":
      return { ...nothingAsked, reason: before.reason };
    default:
      return { ...before, accepting: unknown };
  }
}

const isStillFor = <Quote extends Offered>(
  waived: Quote,
  quote: Quote,
  termsOf: (quote: Quote) => unknown,
): boolean =>
  Date.parse(waived.expiresAt) > Date.parse(quote.now) &&
  JSON.stringify(termsOf(waived)) === JSON.stringify(termsOf(quote));

"use client";

import { useState } from "react";
import { useFormAction } from "@/components/forms/use-form-action";
import type { WaiverState } from "./waiver-form";

/** Quotes the same choice again without its fees. */
export type WaiveAction<Quote> = (before: WaiverState<Quote>, form: FormData) => Promise<WaiverState<Quote>>;

type Offered = { quoteId: string; now: string; expiresAt: string };

const noWaiver = { reason: "", quote: null, refusal: null };

/**
 * Keeps which of two quotes is shown: that of the page, with its fees, or the one without them that staff asked for. The page
 * makes a new quote each time it is rendered: a quote without fees stays while the page's has the same terms (`termsOf`: what
 * both have) and until it expires. The caller gives the component a key with the version of the reservation.
 */
export function useWaiver<Quote extends Offered>(
  action: WaiveAction<Quote>,
  quote: Quote,
  termsOf: (quote: Quote) => unknown,
) {
  const [state, submit] = useFormAction<WaiverState<Quote>>(action, noWaiver, (form) => ({
    ...noWaiver,
    // No answer came: what was typed stays.
    reason: String(form.get("reason") ?? ""),
    refusal: { ok: false, code: "UNAVAILABLE" },
  }));
  const [keepsFees, setKeepsFees] = useState<string | null>(null);
  const waived = state.quote && isStillFor(state.quote, quote, termsOf) ? state.quote : null;
  const isWaived = waived !== null && keepsFees !== waived.quoteId;
  const shown = isWaived ? waived : quote;
  return { state, submit, shown, isWaived, undo: () => setKeepsFees(shown.quoteId) };
}

const isStillFor = <Quote extends Offered>(
  waived: Quote,
  quote: Quote,
  termsOf: (quote: Quote) => unknown,
): boolean =>
  Date.parse(waived.expiresAt) > Date.parse(quote.now) &&
  JSON.stringify(termsOf(waived)) === JSON.stringify(termsOf(quote));

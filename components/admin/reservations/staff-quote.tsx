"use client";

import { type ReactNode, useState } from "react";
import { useFormAction } from "@/components/forms/use-form-action";
import { CancelForm, type CancelScope } from "@/components/trips/cancel-form";
import type { Parts } from "@/components/trips/cancel-parts";
import { RefundQuote } from "@/components/trips/refund-quote";
import type { OfferedRefund, Trip } from "@/components/trips/types";
import { noWaiver, unansweredWaiver, WaivedFee, WaiverForm, type WaiverState } from "./waiver-form";

type Props = {
  trip: Trip;
  /** The page's quote, with its fees. */
  quote: OfferedRefund;
  creditedMiles: number;
  of: { reservationId: string; parts: Parts; scope: CancelScope };
  /** Fees of this reservation can be left out by this person. */
  mayWaive: boolean;
  waive: (before: WaiverState, form: FormData) => Promise<WaiverState>;
  cancel: Parameters<typeof CancelForm>[0]["action"];
  back: ReactNode;
};

/** The customer's refund as staff see it, with or without its fees, and the button that accepts what is shown. */
export function StaffQuote({ trip, quote, creditedMiles, of, mayWaive, waive, cancel, back }: Props) {
  const [waiver, submit] = useFormAction(waive, noWaiver, unansweredWaiver);
  const [keepsFees, setKeepsFees] = useState<string | null>(null);
  // A quote without fees belongs to the quote that it was made from: when the page has a new one, the fees are back.
  const isWaived =
    waiver.quote !== null && waiver.basedOn === quote.quoteId && keepsFees !== waiver.quote.quoteId;
  const shown = isWaived && waiver.quote ? waiver.quote : quote;
  const hasFee = quote.deductions.some(({ reason }) => reason !== "FLOWN");
  return (
    <>
      <RefundQuote key={shown.quoteId} trip={trip} quote={shown} creditedMiles={creditedMiles} />
      {isWaived && (
        <WaivedFee
          amount={shown.waivedAmount}
          reason={waiver.reason}
          undo={() => setKeepsFees(shown.quoteId)}
        />
      )}
      {mayWaive && hasFee && !isWaived && (
        <WaiverForm state={waiver} of={{ ...of, quoteId: quote.quoteId }} action={submit} />
      )}
      <CancelForm
        action={cancel}
        back={back}
        locator={trip.locator}
        reservationId={of.reservationId}
        quoteId={shown.quoteId}
        refundAmount={shown.refundAmount}
        scope={of.scope}
      />
    </>
  );
}

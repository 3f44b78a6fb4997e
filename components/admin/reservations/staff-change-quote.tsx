"use client";

import { ChangeForm } from "@/components/change/change-form";
import { ChangeQuote } from "@/components/change/change-quote";
import { type ChangedTerms, ChangeTerms } from "@/components/change/change-terms";
import type { OfferedChange } from "@/components/change/types";
import { useWaiver, type WaiveAction } from "./use-waiver";
import { WaivedFee, WaiverForm } from "./waiver-form";

type Props = {
  /** The page's quote, with its fees. */
  quote: OfferedChange;
  /** The names of the passengers, by their places. */
  names: readonly string[];
  terms: readonly ChangedTerms[];
  of: { reservationId: string; choices: string; overlapConfirmed: boolean };
  /** Fees of this reservation can be left out by this person. */
  mayWaive: boolean;
  waive: WaiveAction<OfferedChange>;
  change: Parameters<typeof ChangeForm>[0]["action"];
};

/** The price of a change as staff see it, with or without its fees, and the form that accepts what is shown. */
export function StaffChangeQuote({ quote, names, terms, of, mayWaive, waive, change }: Props) {
  const { state, submit, shown, isWaived, undo } = useWaiver(waive, quote, termsOf);
  const { reservationId, choices, overlapConfirmed } = of;
  const fields = { reservationId, choices, overlap: overlapConfirmed ? "on" : "" };
  return (
    <>
      <ChangeQuote key={shown.quoteId} quote={shown} names={names} />
      {isWaived && <WaivedFee amount={shown.waivedAmount} reason={state.reason} undo={undo} />}
      {mayWaive && quote.feeAmount > 0 && !isWaived && (
        <WaiverForm state={state} fields={Object.entries(fields)} action={submit} />
      )}
      <ChangeTerms flights={terms} balance={shown.balance} />
      <ChangeForm
        staff
        action={change}
        balance={shown.balance}
        fields={{ ...fields, quoteId: shown.quoteId }}
      />
    </>
  );
}

const termsOf = ({ flights, oldAmount, newAmount, feeAmount, forfeitedAmount }: OfferedChange) => [
  ...[flights, oldAmount, newAmount, feeAmount, forfeitedAmount],
];

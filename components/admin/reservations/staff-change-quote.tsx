"use client";

import { useTranslations } from "next-intl";
import { ChangeAgreement } from "@/components/change/change-form";
import { ChangeQuote } from "@/components/change/change-quote";
import { type ChangedTerms, ChangeTerms } from "@/components/change/change-terms";
import type { OfferedChange } from "@/components/change/types";
import type { CustomerKind } from "@/server/shared/fare-terms";
import { type QuoteAction, useWaiver } from "./use-waiver";
import { WaivedFee, WaiverForm } from "./waiver-form";

type Props = {
  /** The page's quote, with its fees. */
  quote: OfferedChange;
  /** The names of the passengers, by their places. */
  names: readonly string[];
  terms: readonly ChangedTerms[];
  of: { reservationId: string; choices: string; overlapConfirmed: boolean };
  customer: CustomerKind;
  /** Fees of this reservation can be left out by this person. */
  mayWaive: boolean;
  action: QuoteAction<OfferedChange>;
};

/** The price of a change as staff see it, with or without its fees, and the form that accepts what is shown. */
export function StaffChangeQuote({ quote, names, terms, of, customer, mayWaive, action }: Props) {
  const t = useTranslations("admin.waiver");
  const { state, submit, shown, isWaived, sum } = useWaiver(action, quote, termsOf);
  const { reservationId, choices, overlapConfirmed } = of;
  const fields = { reservationId, choices, overlap: overlapConfirmed ? "on" : "" };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and this is a sum that gets the focus. */}
      <div ref={sum} tabIndex={-1} role="group" aria-label={t("sum")}>
        <ChangeQuote key={shown.quoteId} quote={shown} names={names} />
      </div>
      {isWaived && <WaivedFee amount={shown.waivedAmount} reason={state.reason} action={submit} />}
      {mayWaive && quote.feeAmount > 0 && !isWaived && (
        <WaiverForm state={state} fields={Object.entries(fields)} action={submit} />
      )}
      <ChangeTerms flights={terms} balance={shown.balance} customer={customer} staff />
      <ChangeAgreement
        staff
        refusal={state.accepting}
        submit={submit}
        balance={shown.balance}
        fields={{ ...fields, quoteId: shown.quoteId, reason: isWaived ? state.reason : "" }}
      />
    </>
  );
}

const termsOf = ({ flights, oldAmount, newAmount, feeAmount, forfeitedAmount }: OfferedChange) => [
  ...[flights, oldAmount, newAmount, feeAmount, forfeitedAmount],
];

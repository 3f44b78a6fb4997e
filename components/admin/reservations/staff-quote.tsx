"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CancelConfirmation, type CancelScope } from "@/components/trips/cancel-form";
import type { Parts } from "@/components/trips/cancel-parts";
import { RefundQuote } from "@/components/trips/refund-quote";
import type { OfferedRefund, Trip } from "@/components/trips/types";
import { type QuoteAction, useWaiver } from "./use-waiver";
import { WaivedFee, WaiverForm } from "./waiver-form";

type Props = {
  trip: Trip;
  /** The page's quote, with its fees. */
  quote: OfferedRefund;
  creditedMiles: number;
  of: { reservationId: string; parts: Parts; scope: CancelScope };
  /** Fees of this reservation can be left out by this person. */
  mayWaive: boolean;
  action: QuoteAction<OfferedRefund>;
  back: ReactNode;
};

/** The customer's refund as staff see it, with or without its fees, and the button that accepts what is shown. */
export function StaffQuote({ trip, quote, creditedMiles, of, mayWaive, action, back }: Props) {
  const t = useTranslations("admin.waiver");
  const { state, submit, shown, isWaived, sum } = useWaiver(action, quote, termsOf);
  const hasFee = quote.deductions.some(({ reason }) => reason !== "FLOWN");
  const parts = partFields(of.parts);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and this is a sum that gets the focus. */}
      <div ref={sum} tabIndex={-1} role="group" aria-label={t("sum")}>
        <RefundQuote key={shown.quoteId} trip={trip} quote={shown} creditedMiles={creditedMiles} staff />
      </div>
      {isWaived && <WaivedFee amount={shown.waivedAmount} reason={state.reason} action={submit} />}
      {mayWaive && hasFee && !isWaived && (
        <WaiverForm state={state} fields={[["reservationId", of.reservationId], ...parts]} action={submit} />
      )}
      <CancelConfirmation
        refusal={state.accepting}
        submit={submit}
        back={back}
        locator={trip.locator}
        reservationId={of.reservationId}
        quoteId={shown.quoteId}
        refundAmount={shown.refundAmount}
        scope={of.scope}
        fields={[...parts, ["reason", isWaived ? state.reason : ""]]}
      />
    </>
  );
}

const termsOf = ({ paidAmount, deductions, standings, givenUp, whole }: OfferedRefund) => [
  ...[paidAmount, deductions, standings, givenUp, whole],
];

const partFields = (parts: Parts): [string, string][] =>
  parts === null
    ? []
    : [
        ["part", "1"],
        ...parts.passengers.map((id): [string, string] => ["passenger", id]),
        ...parts.segments.map((id): [string, string] => ["flight", id]),
      ];

"use client";

import type { ReactNode } from "react";
import { CancelForm, type CancelScope } from "@/components/trips/cancel-form";
import type { Parts } from "@/components/trips/cancel-parts";
import { RefundQuote } from "@/components/trips/refund-quote";
import type { OfferedRefund, Trip } from "@/components/trips/types";
import { useWaiver, type WaiveAction } from "./use-waiver";
import { WaivedFee, WaiverForm } from "./waiver-form";

type Props = {
  trip: Trip;
  /** The page's quote, with its fees. */
  quote: OfferedRefund;
  creditedMiles: number;
  of: { reservationId: string; parts: Parts; scope: CancelScope };
  /** Fees of this reservation can be left out by this person. */
  mayWaive: boolean;
  waive: WaiveAction<OfferedRefund>;
  cancel: Parameters<typeof CancelForm>[0]["action"];
  back: ReactNode;
};

/** The customer's refund as staff see it, with or without its fees, and the button that accepts what is shown. */
export function StaffQuote({ trip, quote, creditedMiles, of, mayWaive, waive, cancel, back }: Props) {
  const { state, submit, shown, isWaived, undo } = useWaiver(waive, quote, termsOf);
  const hasFee = quote.deductions.some(({ reason }) => reason !== "FLOWN");
  return (
    <>
      <RefundQuote key={shown.quoteId} trip={trip} quote={shown} creditedMiles={creditedMiles} />
      {isWaived && <WaivedFee amount={shown.waivedAmount} reason={state.reason} undo={undo} />}
      {mayWaive && hasFee && !isWaived && (
        <WaiverForm
          state={state}
          fields={[["reservationId", of.reservationId], ...partFields(of.parts)]}
          action={submit}
        />
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

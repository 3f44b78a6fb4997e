"use client";

import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";

const reasons: Readonly<Record<string, "seatTaken" | "seatUnfit">> = {
  SEAT_TAKEN: "seatTaken",
  INVALID_INPUT: "seatUnfit",
};

/** Saves the seats of the whole party on one flight, or leads back without saving. */
export function SeatSave({
  trip,
  exitFromAge,
  choices,
  refusal,
  action,
}: {
  /** `back`: the page to return to; absent: the customer's trip. */
  trip: { locator: string; reservationId: string; segment: number; back?: string | undefined };
  exitFromAge: number | null;
  choices: readonly { position: number; seat: string | null; exitAccepted: boolean }[];
  /** The code of the last refusal. */
  refusal: string | null;
  action: (form: FormData) => void;
}) {
  const t = useTranslations("trips.seats");
  const seats = useTranslations("booking");
  return (
    <form action={action} className="grid gap-3">
      <input type="hidden" name="locator" value={trip.locator} />
      <input type="hidden" name="reservationId" value={trip.reservationId} />
      <input type="hidden" name="segment" value={trip.segment} />
      {choices.map(({ position, seat, exitAccepted }) => (
        <Fragment key={position}>
          <input type="hidden" name={`seat.${position}`} value={seat ?? ""} />
          {exitAccepted && <input type="hidden" name={`exit.${position}`} value="on" />}
        </Fragment>
      ))}
      {refusal && (
        <Alert live tone="warning" title={t("refusedTitle")}>
          {seats(reasons[refusal] ?? "seatNotSaved", { age: exitFromAge ?? 0 })}
        </Alert>
      )}
      <div className="flex flex-wrap justify-end gap-3">
        <LinkButton href={trip.back ?? `/trips/${trip.locator}`} variant="quiet" size="lg">
          {t("back")}
        </LinkButton>
        <SubmitButton size="lg">{t("save")}</SubmitButton>
      </div>
    </form>
  );
}

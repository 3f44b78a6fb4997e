"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useActionState, useState } from "react";
import { romanName } from "@/components/booking/passenger-name";
import { SeatGrid } from "@/components/booking/seat-grid";
import { SeatLegend } from "@/components/booking/seat-legend";
import { fetchSeatMap, SEAT_POLL_MS, seatMapKey } from "@/components/booking/seat-map-query";
import { nextWithoutSeat } from "@/components/booking/seat-state";
import type { BookedPassenger, SeatMapView } from "@/components/booking/types";
import { Alert } from "@/components/ui/alert";
import { RadioGroup } from "@/components/ui/radio-group";
import { draftedSeats, type SeatDraft } from "./seat-draft";
import { SeatSave } from "./seat-save";

type Props = {
  locator: string;
  reservationId: string;
  segment: number;
  passengers: readonly BookedPassenger[];
  initial: SeatMapView;
  action: (before: string | null, form: FormData) => Promise<string | null>;
};

/**
 * The live seat map of a flight that is booked already. Choices stay here until they are saved together:
 * the customer is told of one change.
 */
export function SeatChange({ locator, reservationId, segment, passengers, initial, action }: Props) {
  const t = useTranslations("booking");
  const [refusal, save] = useActionState(action, null);
  const { data: map = initial, isError } = useQuery({
    queryKey: seatMapKey(reservationId, segment),
    queryFn: () => fetchSeatMap(reservationId, segment),
    refetchInterval: SEAT_POLL_MS,
  });
  const [draft, setDraft] = useState<SeatDraft>(new Map());
  const { own, lost } = draftedSeats(map, draft);
  const seated = passengers.filter((passenger) => passenger.type !== "INFANT");
  const withSeat = new Set(own.map((each) => each.passengerPosition));
  const [active, setActive] = useState(
    () => nextWithoutSeat(seated, withSeat, -1) ?? seated[0]?.position ?? 0,
  );
  const [said, setSaid] = useState("");
  const current = passengers.find((each) => each.position === active);
  if (!current) return null;
  const nameOf = (position: number) => {
    const passenger = passengers.find((each) => each.position === position);
    return (passenger && romanName(passenger)) ?? t("passengerN", { n: position + 1 });
  };
  const seatOf = (position: number) => own.find((each) => each.passengerPosition === position)?.seat ?? null;
  const choose = (seat: string | null) => {
    setDraft(new Map(draft).set(active, seat));
    const told = seat ?? seatOf(active) ?? "";
    setSaid(t(seat ? "seatChosen" : "seatGivenBack", { name: nameOf(active), seat: told }));
    const next = seat && nextWithoutSeat(seated, new Set([...withSeat, active]), active);
    if (typeof next === "number") setActive(next);
  };
  return (
    <div className="grid grid-cols-1 gap-4">
      <RadioGroup
        legend={t("seatFor")}
        name="passenger"
        look="pill"
        value={String(active)}
        onChange={(event) => setActive(Number(event.target.value))}
        options={seated.map(({ position }) => ({
          value: String(position),
          label: `${nameOf(position)} · ${seatOf(position) ?? t("noSeatYet")}`,
        }))}
      />
      {lost.map((seat) => (
        <Alert key={seat} tone="warning" live title={t("seatRefusedTitle", { seat })}>
          {t("seatTaken")}
        </Alert>
      ))}
      {isError && <Alert tone="info">{t("seatsOld")}</Alert>}
      <p role="status" className="sr-only">
        {said}
      </p>
      <SeatLegend />
      <SeatGrid
        map={{ ...map, own }}
        current={current}
        partyHasInfant={passengers.some((each) => each.type === "INFANT")}
        pendingSeat={null}
        nameOf={nameOf}
        onPress={(seat, state) => {
          if (state.kind === "free") choose(seat);
          else if (state.kind === "own" && state.passengerPosition === active) choose(null);
          else if (state.kind === "own") setActive(state.passengerPosition);
        }}
      />
      <SeatSave
        trip={{ locator, reservationId, segment }}
        choices={seated.map(({ position }) => ({ position, seat: seatOf(position) }))}
        refusal={refusal}
        action={save}
      />
    </div>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { RadioGroup } from "@/components/ui/radio-group";
import { romanName } from "./passenger-name";
import { SeatGrid } from "./seat-grid";
import { SeatLegend } from "./seat-legend";
import { fetchSeatMap, SEAT_POLL_MS, seatMapKey } from "./seat-map-query";
import { nextWithoutSeat } from "./seat-state";
import type { BookedPassenger, ChooseSeat, SeatMapView } from "./types";
import { useSeatChoice } from "./use-seat-choice";

/**
 * The live seat map of one flight. Each choice is kept at once, so that others see it within seconds;
 * theirs are asked for every few seconds.
 */
export function SeatPicker({
  reservationId,
  segment,
  passengers,
  initial,
  chooseSeat,
}: {
  reservationId: string;
  segment: number;
  passengers: readonly BookedPassenger[];
  initial: SeatMapView;
  chooseSeat: ChooseSeat;
}) {
  const t = useTranslations("booking");
  const seated = passengers.filter((passenger) => passenger.type !== "INFANT");
  const { data: map = initial, isError } = useQuery({
    queryKey: seatMapKey(reservationId, segment),
    queryFn: () => fetchSeatMap(reservationId, segment),
    refetchInterval: SEAT_POLL_MS,
  });
  const withSeat = new Set(map.own.map((each) => each.passengerPosition));
  const [active, setActive] = useState(
    () => nextWithoutSeat(seated, withSeat, -1) ?? seated[0]?.position ?? 0,
  );
  const nameOf = (position: number) => {
    const passenger = passengers.find((each) => each.position === position);
    return (passenger && romanName(passenger)) ?? t("passengerN", { n: position + 1 });
  };
  const { choose, pendingSeat, said, refusal } = useSeatChoice({
    reservationId,
    segment,
    chooseSeat,
    nameOf,
    onChosen: (position) => {
      const next = nextWithoutSeat(seated, new Set([...withSeat, position]), position);
      if (next !== null) setActive(next);
    },
  });
  const current = passengers.find((each) => each.position === active);
  if (!current) return null;
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
          label: `${nameOf(position)} · ${map.own.find((each) => each.passengerPosition === position)?.seat ?? t("noSeatYet")}`,
        }))}
      />
      {refusal && (
        <Alert tone="warning" live title={t("seatRefusedTitle", { seat: refusal.seat })}>
          {t(refusal.reason)}
        </Alert>
      )}
      {isError && <Alert tone="info">{t("seatsOld")}</Alert>}
      <p role="status" className="sr-only">
        {said}
      </p>
      <SeatLegend />
      <SeatGrid
        map={map}
        current={current}
        partyHasInfant={passengers.some((each) => each.type === "INFANT")}
        pendingSeat={pendingSeat}
        nameOf={nameOf}
        onPress={(seat, state) => {
          if (state.kind === "free") choose(active, seat, "take");
          else if (state.kind === "own" && state.passengerPosition === active)
            choose(active, seat, "giveBack");
          else if (state.kind === "own") setActive(state.passengerPosition);
        }}
      />
    </div>
  );
}

"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { RadioGroup } from "@/components/ui/radio-group";
import { notify } from "@/components/ui/toast-store";
import { SeatGrid } from "./seat-grid";
import { SeatLegend } from "./seat-legend";
import { forgetSeatOutcome } from "./seat-outcome";
import { seatState } from "./seat-state";
import type { RefusedSeat, SeatAct, SeatMapView } from "./types";
import type { Seating } from "./use-seating";

/** Where seats are chosen: for whom, what came of it, and the cabin. `children` follow the cabin. */
export function SeatBoard({
  map,
  isOld,
  seating,
  refused,
  pendingSeat,
  choose,
  children,
}: {
  map: SeatMapView;
  isOld: boolean;
  seating: Seating;
  refused: readonly RefusedSeat[];
  /** The seat whose choice is being saved. */
  pendingSeat: string | null;
  choose: (passengerPosition: number, seat: string, act: SeatAct) => void;
  children?: ReactNode;
}) {
  const t = useTranslations("booking");
  const { passengers, seated, active, setActive, said, nameOf, seatOf } = seating;
  const current = passengers.find((each) => each.position === active);
  if (!current) return null;
  const partyHasInfant = passengers.some((each) => each.type === "INFANT");
  const someUnfit = map.seats.some(
    (place) => seatState(place, map.own, current, partyHasInfant).kind === "unfit",
  );
  const change = (seat: string, act: SeatAct) => {
    forgetSeatOutcome();
    choose(active, seat, act);
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
      {refused.map(({ seat, reason }) => (
        <Alert key={seat} tone="warning" live title={t("seatRefusedTitle", { seat })}>
          {t(reason)}
        </Alert>
      ))}
      {isOld && <Alert tone="info">{t("seatsOld")}</Alert>}
      <p role="status" className="sr-only">
        {said}
      </p>
      <SeatLegend someUnfit={someUnfit} />
      <SeatGrid
        map={map}
        current={current}
        partyHasInfant={partyHasInfant}
        pendingSeat={pendingSeat}
        nameOf={nameOf}
        onPress={(seat, state) => {
          if (state.kind === "free") change(seat, "take");
          // A notice of the window's: the seat may be far below what stands above the cabin.
          else if (state.kind === "unfit")
            notify({ tone: "warning", title: t("seatUnfitTitle", { seat }), body: t("seatUnfit") });
          else if (state.kind === "own" && state.passengerPosition === active) change(seat, "giveBack");
          else if (state.kind === "own") setActive(state.passengerPosition);
        }}
      />
      {children}
    </div>
  );
}

"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { RadioGroup } from "@/components/ui/inputs/radio-group";
import { notify } from "@/components/ui/toast-store";
import { isExitSeat } from "@/server/shared/cabin-layout";
import { ExitConditions } from "./exit-conditions";
import { SeatGrid } from "./seat-grid";
import { SeatLegend } from "./seat-legend";
import { forgetSeatOutcome } from "./seat-outcome";
import { type SeatState, seatState } from "./seat-state";
import type { RefusedSeat, SeatAct, SeatMapView, SeatPlace } from "./types";
import type { Seating } from "./use-seating";

type Props = {
  map: SeatMapView;
  /** The last request for the map failed. */
  isOld: boolean;
  seating: Seating;
  refused: readonly RefusedSeat[];
  /** The seat whose choice is being saved. */
  pendingSeat: string | null;
  choose: (passengerPosition: number, seat: string, act: SeatAct) => void;
  children?: ReactNode;
};

/** The choice of seats: for whom, messages about the last choice, and the cabin. `children` follow the cabin. */
export function SeatBoard({ map, isOld, seating, refused, pendingSeat, choose, children }: Props) {
  const t = useTranslations("booking");
  const { seated, active, announcement, nameOf, exitAccepted, acceptExit } = seating;
  const press = useSeatPress({ map, seating, choose });
  const current = seated.find((each) => each.position === active);
  if (!current) return null;
  const { fromAge, positions } = map.exit;
  const someExits = map.seats.some(isExitSeat);
  const someUnfit = map.seats.some((place) => seatState(place, map, active).kind === "unfit");
  return (
    <div className="grid grid-cols-1 gap-4">
      <PassengerChoice seating={seating} />
      {refused.map(({ seat, reason }) => (
        <Alert key={seat} tone="warning" live title={t("seatRefusedTitle", { seat })}>
          {t(reason, { age: fromAge ?? 0 })}
        </Alert>
      ))}
      {isOld && <Alert tone="info">{t("seatsOld")}</Alert>}
      <p role="status" className="sr-only">
        {announcement}
      </p>
      <SeatLegend
        someExits={someExits}
        someUnfit={someUnfit}
        someDoors={map.fixtures?.some(({ kinds }) => kinds.includes("door")) ?? false}
        exitFromAge={fromAge}
      />
      {someExits && fromAge !== null && positions.includes(active) && (
        <ExitConditions
          key={active}
          name={nameOf(active)}
          fromAge={fromAge}
          accepted={exitAccepted.has(active)}
          onChange={(accepted) => acceptExit(active, accepted)}
        />
      )}
      <SeatGrid map={map} current={current} pendingSeat={pendingSeat} nameOf={nameOf} onPress={press} />
      {children}
    </div>
  );
}

/** For whom a seat is chosen. */
function PassengerChoice({ seating: { seated, active, setActive, nameOf, seatOf } }: { seating: Seating }) {
  const t = useTranslations("booking");
  return (
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
  );
}

/** What a press on a seat does: take it, give it back, go to the passenger who has it, or say why not. */
function useSeatPress({
  map,
  seating: { active, setActive, exitAccepted },
  choose,
}: Pick<Props, "map" | "seating" | "choose">) {
  const t = useTranslations("booking");
  const change = (seat: string, act: SeatAct) => {
    forgetSeatOutcome();
    choose(active, seat, act);
  };
  return (place: SeatPlace, state: SeatState) => {
    const { seat } = place;
    // A toast: the seat may be far below the messages above the cabin.
    const warn = (body: string) => notify({ tone: "warning", title: t("seatUnfitTitle", { seat }), body });
    if (state.kind === "free" && isExitSeat(place) && !exitAccepted.has(active))
      warn(t("exitConditions.first"));
    else if (state.kind === "free") change(seat, "take");
    else if (state.kind === "unfit") warn(t("seatUnfit", { age: map.exit.fromAge ?? 0 }));
    else if (state.kind === "own" && state.passengerPosition === active) change(seat, "giveBack");
    else if (state.kind === "own") setActive(state.passengerPosition);
  };
}

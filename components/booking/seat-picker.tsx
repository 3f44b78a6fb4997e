"use client";

import type { SeatPassenger } from "./passenger-rules";
import { type Onward, SeatBar } from "./seat-bar";
import { SeatBoard } from "./seat-board";
import type { ChooseSeat, SeatMapView } from "./types";
import { useLiveSeats } from "./use-live-seats";
import { useSeatChoice } from "./use-seat-choice";
import { useSeating } from "./use-seating";

/**
 * The live seat map of one flight. Each choice is saved at once, so that other customers see it within seconds; their
 * choices are requested every few seconds.
 */
export function SeatPicker({
  reservationId,
  segment,
  passengers,
  initial,
  chooseSeat,
  onward,
}: {
  reservationId: string;
  segment: number;
  passengers: readonly SeatPassenger[];
  initial: SeatMapView;
  chooseSeat: ChooseSeat;
  onward: Onward;
}) {
  const { map, isOld } = useLiveSeats(reservationId, segment, initial);
  const seating = useSeating(passengers, map.own);
  const { choose, pendingSeat, refusal } = useSeatChoice({
    reservationId,
    segment,
    chooseSeat,
    exitAccepted: seating.exitAccepted,
    onChosen: seating.announce,
  });
  return (
    <SeatBoard
      map={map}
      isOld={isOld}
      seating={seating}
      refused={refusal ? [refusal] : []}
      pendingSeat={pendingSeat}
      choose={choose}
    >
      <SeatBar seating={seating} onward={onward} />
    </SeatBoard>
  );
}

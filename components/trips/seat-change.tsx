"use client";

import { useState } from "react";
import type { SeatPassenger } from "@/components/booking/passenger-rules";
import { SeatBoard } from "@/components/booking/seat-board";
import type { SeatAct, SeatMapView } from "@/components/booking/types";
import { useLiveSeats } from "@/components/booking/use-live-seats";
import { useSeating } from "@/components/booking/use-seating";
import { useFormAction } from "@/components/forms/use-form-action";
import { draftedSeats, type SeatDraft } from "./seat-draft";
import { SeatSave } from "./seat-save";

type Props = {
  locator: string;
  /** The page to return to without saving; absent: the customer's trip. */
  back?: string;
  reservationId: string;
  segment: number;
  passengers: readonly SeatPassenger[];
  initial: SeatMapView;
  action: (before: string | null, form: FormData) => Promise<string | null>;
};

/**
 * The live seat map of a flight that is already booked. Choices stay in the browser until they are saved together, so
 * that the customer gets one message.
 */
export function SeatChange({ locator, back, reservationId, segment, passengers, initial, action }: Props) {
  const [refusal, save] = useFormAction<string | null>(action, null, () => "UNAVAILABLE");
  const { map, isOld } = useLiveSeats(reservationId, segment, initial);
  const [draft, setDraft] = useState<SeatDraft>(new Map());
  const { own, lost } = draftedSeats(map, draft);
  const seating = useSeating(passengers, own);
  const choose = (position: number, seat: string, act: SeatAct) => {
    setDraft(new Map(draft).set(position, act === "take" ? seat : null));
    seating.announce(position, seat, act);
  };
  return (
    <SeatBoard
      map={{ ...map, own }}
      isOld={isOld}
      seating={seating}
      refused={lost.map((seat) => ({ seat, reason: "seatTaken" }))}
      pendingSeat={null}
      choose={choose}
    >
      <SeatSave
        trip={{ locator, back, reservationId, segment }}
        exitFromAge={map.exit.fromAge}
        choices={seating.seated.map(({ position }) => ({
          position,
          seat: seating.seatOf(position),
          exitAccepted: seating.exitAccepted.has(position),
        }))}
        refusal={refusal}
        action={save}
      />
    </SeatBoard>
  );
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, useTransition } from "react";
import { unreachable } from "@/components/forms/refusal";
import { useRouter } from "@/i18n/navigation";
import { seatMapKey } from "./seat-map-query";
import type { ChooseSeat, RefusedSeat, SeatAct } from "./types";

/** Takes and gives back seats, one at a time. Calls `onChosen` when it is saved; otherwise `refusal` says why not. */
export function useSeatChoice({
  reservationId,
  segment,
  chooseSeat,
  exitAccepted,
  onChosen,
}: {
  reservationId: string;
  segment: number;
  chooseSeat: ChooseSeat;
  /** Positions of those who have accepted the conditions of an exit seat. */
  exitAccepted: ReadonlySet<number>;
  onChosen: (passengerPosition: number, seat: string, act: SeatAct) => void;
}) {
  const client = useQueryClient();
  const router = useRouter();
  const [, start] = useTransition();
  const [pendingSeat, setPendingSeat] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<RefusedSeat | null>(null);

  const choose = (passengerPosition: number, seat: string, act: SeatAct) => {
    if (pendingSeat) return;
    setPendingSeat(seat);
    setRefusal(null);
    start(async () => {
      const result = await chooseSeat({
        reservationId,
        segmentPosition: segment,
        seats: [
          {
            passengerPosition,
            seat: act === "take" ? seat : null,
            exitConditionsAccepted: exitAccepted.has(passengerPosition),
          },
        ],
      }).catch(unreachable);
      // Also after a refusal: the new map shows the seats that others have taken.
      await client.invalidateQueries({ queryKey: seatMapKey(reservationId, segment) });
      setPendingSeat(null);
      if (result.ok) onChosen(passengerPosition, seat, act);
      else if (result.code === "HOLD_EXPIRED" || result.code === "UNAUTHENTICATED") router.refresh();
      else setRefusal({ seat, reason: reasonOf(result.code) });
    });
  };
  return { choose, pendingSeat, refusal };
}

function reasonOf(code: string): RefusedSeat["reason"] {
  if (code === "SEAT_TAKEN") return "seatTaken";
  return code === "INVALID_INPUT" ? "seatUnfit" : "seatNotSaved";
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useRouter } from "@/i18n/navigation";
import { seatMapKey } from "./seat-map-query";
import type { ChooseSeat } from "./types";

type RefusalReason = "seatTaken" | "seatUnfit" | "seatNotSaved";

/** Takes and gives back seats, one at a time, and says what came of it. */
export function useSeatChoice({
  reservationId,
  segment,
  chooseSeat,
  nameOf,
  onChosen,
}: {
  reservationId: string;
  segment: number;
  chooseSeat: ChooseSeat;
  nameOf: (position: number) => string;
  onChosen: (position: number) => void;
}) {
  const t = useTranslations("booking");
  const client = useQueryClient();
  const router = useRouter();
  const [, start] = useTransition();
  const [pendingSeat, setPendingSeat] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const [refusal, setRefusal] = useState<{ seat: string; reason: RefusalReason } | null>(null);

  const choose = (passengerPosition: number, seat: string, act: "take" | "giveBack") => {
    if (pendingSeat) return;
    setPendingSeat(seat);
    setRefusal(null);
    start(async () => {
      const result = await chooseSeat({
        reservationId,
        segmentPosition: segment,
        seats: [{ passengerPosition, seat: act === "take" ? seat : null }],
      }).catch(() => ({ ok: false as const, code: "UNAVAILABLE" }));
      // Also after a refusal: the map shows what was in the way.
      await client.invalidateQueries({ queryKey: seatMapKey(reservationId, segment) });
      setPendingSeat(null);
      if (result.ok) {
        setSaid(
          t(act === "take" ? "seatChosen" : "seatGivenBack", { name: nameOf(passengerPosition), seat }),
        );
        if (act === "take") onChosen(passengerPosition);
      } else if (result.code === "HOLD_EXPIRED" || result.code === "UNAUTHENTICATED") router.refresh();
      else setRefusal({ seat, reason: reasonOf(result.code) });
    });
  };
  return { choose, pendingSeat, said, refusal };
}

function reasonOf(code: string): RefusalReason {
  if (code === "SEAT_TAKEN") return "seatTaken";
  return code === "INVALID_INPUT" ? "seatUnfit" : "seatNotSaved";
}

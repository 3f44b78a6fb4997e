"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { romanName, type SeatPassenger } from "./passenger-rules";
import { nextWithoutSeat } from "./seat-state";
import type { SeatAct, SeatMapView } from "./types";

export type Seating = ReturnType<typeof useSeating>;

/**
 * The passenger for whom a seat is being chosen (`active`), who has accepted the conditions of an exit seat, and the
 * `announcement` of the last choice. `own`: the party's seats on this flight, saved or about to be saved.
 */
export function useSeating(passengers: readonly SeatPassenger[], own: SeatMapView["own"]) {
  const t = useTranslations("booking");
  const seated = passengers.filter((passenger) => passenger.type !== "INFANT");
  const withSeat = new Set(own.map((each) => each.passengerPosition));
  const [active, setActive] = useState(
    () => nextWithoutSeat(seated, withSeat, -1) ?? seated[0]?.position ?? 0,
  );
  const [announcement, setAnnouncement] = useState("");
  const [exitAccepted, setAccepted] = useState<ReadonlySet<number>>(new Set());
  const acceptExit = (position: number, accepts: boolean) =>
    setAccepted(
      (before) => new Set([...before].filter((each) => each !== position).concat(accepts ? position : [])),
    );
  const nameOf = (position: number) => {
    const passenger = passengers.find((each) => each.position === position);
    return (passenger && romanName(passenger)) ?? t("passengerN", { n: position + 1 });
  };
  const seatOf = (position: number) => own.find((each) => each.passengerPosition === position)?.seat ?? null;
  /** Announces a choice, and moves on to the next passenger without a seat. */
  const announce = (position: number, seat: string, act: SeatAct) => {
    setAnnouncement(t(act === "take" ? "seatChosen" : "seatGivenBack", { name: nameOf(position), seat }));
    if (act === "giveBack") return;
    const next = nextWithoutSeat(seated, new Set([...withSeat, position]), position);
    if (next !== null) setActive(next);
  };
  return { seated, active, setActive, announcement, nameOf, seatOf, announce, exitAccepted, acceptExit };
}

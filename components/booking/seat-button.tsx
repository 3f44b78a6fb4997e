"use client";

import { clsx } from "clsx";
import { Check, LoaderCircle, User, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { isExitSeat } from "@/server/shared/cabin-layout";
import type { SeatState } from "./seat-state";
import type { SeatPlace } from "./types";

/** Looks of app/globals.css: a map has hundreds of seats. */
const look = {
  free: "seat-free",
  taken: "seat-taken",
  unfit: "seat-unfit",
  own: "seat-own",
  mine: "seat-mine",
} as const;

/** One seat. Its accessible name says where it is and whether it is free; colour is never the only sign. */
export function SeatButton({
  place,
  state,
  mine,
  holder,
  tabStop,
  pending,
  onFocus,
  onPress,
}: {
  place: SeatPlace;
  state: SeatState;
  /** The passenger for whom a seat is being chosen has it. */
  mine: boolean;
  /** Name of the passenger of this party who has it. */
  holder: string | null;
  tabStop: boolean;
  pending: boolean;
  onFocus: () => void;
  onPress: () => void;
}) {
  const t = useTranslations("booking");
  const closed = state.kind === "taken" || state.kind === "unfit";
  const words = [
    place.seat,
    ...place.properties.map((property) => t(`seat.${property}`)),
    state.kind === "own" ? t("seat.of", { name: holder ?? "" }) : t(`seat.${state.kind}`),
  ];
  return (
    <button
      type="button"
      data-seat={place.seat}
      aria-label={words.join(", ")}
      aria-pressed={mine}
      aria-disabled={closed || undefined}
      aria-busy={pending || undefined}
      tabIndex={tabStop ? 0 : -1}
      onFocus={onFocus}
      onClick={state.kind === "taken" ? undefined : onPress}
      className={clsx(
        "seat",
        place.properties.includes("extra-legroom") && "border-t-4",
        isExitSeat(place) && "border-b-4",
        look[mine ? "mine" : state.kind],
      )}
    >
      <SeatMark place={place} state={state} mine={mine} pending={pending} />
    </button>
  );
}

function SeatMark({
  place,
  state,
  mine,
  pending,
}: {
  place: SeatPlace;
  state: SeatState;
  mine: boolean;
  pending: boolean;
}) {
  if (pending) return <LoaderCircle aria-hidden className="size-4 animate-spin-slow" />;
  if (mine) return <Check aria-hidden className="size-4.5" />;
  if (state.kind === "own") return <User aria-hidden className="size-4" />;
  if (state.kind === "taken") return <X aria-hidden className="size-4" />;
  return place.seat;
}

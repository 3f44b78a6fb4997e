"use client";

import { clsx } from "clsx";
import { DoorOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef, useState } from "react";
import { SeatButton } from "./seat-button";
import { isExit, type SeatState, seatAfterKey, seatRows, seatState } from "./seat-state";
import type { SeatMapView, SeatPlace } from "./types";

/** The cabin as a grid: one stop for the Tab key, arrow keys from seat to seat. */
export function SeatGrid({
  map,
  current,
  pendingSeat,
  nameOf,
  onPress,
}: {
  map: SeatMapView;
  /** For whom a seat is being chosen. */
  current: { position: number };
  pendingSeat: string | null;
  nameOf: (position: number) => string;
  onPress: (place: SeatPlace, state: SeatState) => void;
}) {
  const t = useTranslations("booking");
  const grid = useRef<HTMLTableElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const rows = seatRows(map);
  const ownSeat = map.own.find((each) => each.passengerPosition === current.position)?.seat;
  const tabStop = focused ?? ownSeat ?? map.seats.find((place) => !place.taken)?.seat ?? map.seats[0]?.seat;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = tabStop && seatAfterKey(rows, tabStop, event.key);
    if (!next) return;
    event.preventDefault();
    setFocused(next);
    grid.current?.querySelector<HTMLElement>(`[data-seat="${next}"]`)?.focus();
  };
  return (
    <div className="overflow-x-auto rounded-card border border-line bg-sunken py-6 max-sm:-mx-4 max-sm:rounded-none max-sm:border-x-0">
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are chosen from by arrow keys.
        role="grid"
        aria-label={t("seatMap")}
        onKeyDown={onKeyDown}
        className="mx-auto border-separate border-spacing-1 rounded-t-[6rem] border border-line bg-surface px-3 pt-16 pb-6"
      >
        <thead>
          <tr>
            <td />
            {[...map.columns].map((column, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: aisles have no name of their own.
              <th key={index} scope="col" className={clsx("text-sm text-ink-muted", column === " " && "w-5")}>
                {column.trim()}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, cells }) => (
            <tr key={row}>
              <th scope="row" className="w-7 text-sm font-normal text-ink-muted">
                {row}
                {cells.some((place) => place && isExit(place)) && (
                  <span className="block text-positive-text">
                    <DoorOpen aria-hidden className="mx-auto size-4" />
                    <span className="sr-only">{t("seat.exit")}</span>
                  </span>
                )}
              </th>
              {cells.map((place, index) => {
                // biome-ignore lint/suspicious/noArrayIndexKey: aisles have no name of their own.
                if (!place) return <td key={index} />;
                const state = seatState(place, map, current.position);
                return (
                  <td key={place.seat}>
                    <SeatButton
                      place={place}
                      state={state}
                      mine={state.kind === "own" && state.passengerPosition === current.position}
                      holder={state.kind === "own" ? nameOf(state.passengerPosition) : null}
                      tabStop={place.seat === tabStop}
                      pending={place.seat === pendingSeat}
                      onFocus={() => setFocused(place.seat)}
                      onPress={() => onPress(place, state)}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

"use client";

import { clsx } from "clsx";
import { DoorOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef, useState } from "react";
import { isExitSeat } from "@/server/shared/cabin-layout";
import { SeatButton } from "./seat-button";
import { type SeatRow, type SeatState, seatAfterKey, seatRows, seatState } from "./seat-state";
import type { SeatMapView, SeatPlace } from "./types";

type Props = {
  map: SeatMapView;
  /** For whom a seat is being chosen. */
  current: { position: number };
  pendingSeat: string | null;
  nameOf: (position: number) => string;
  onPress: (place: SeatPlace, state: SeatState) => void;
};

/** The cabin as a grid: one stop for the Tab key, arrow keys from seat to seat. */
export function SeatGrid(props: Props) {
  const { map, current } = props;
  const t = useTranslations("booking");
  const rows = seatRows(map);
  const { grid, tabStop, setFocused, onKeyDown } = useGridFocus(map, rows, current.position);
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
          {rows.map((row) => (
            <Row key={row.row} {...props} row={row} tabStop={tabStop} onFocus={setFocused} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Which seat the Tab key reaches, and the moves of the arrow keys between seats. */
function useGridFocus(map: SeatMapView, rows: readonly SeatRow[], passengerPosition: number) {
  const grid = useRef<HTMLTableElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const ownSeat = map.own.find((each) => each.passengerPosition === passengerPosition)?.seat;
  const tabStop = focused ?? ownSeat ?? map.seats.find((place) => !place.taken)?.seat ?? map.seats[0]?.seat;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = tabStop && seatAfterKey(rows, tabStop, event.key);
    if (!next) return;
    event.preventDefault();
    setFocused(next);
    grid.current?.querySelector<HTMLElement>(`[data-seat="${next}"]`)?.focus();
  };
  return { grid, tabStop, setFocused, onKeyDown };
}

function Row({
  map,
  current,
  pendingSeat,
  nameOf,
  onPress,
  row: { row, cells },
  tabStop,
  onFocus,
}: Props & { row: SeatRow; tabStop: string | undefined; onFocus: (seat: string) => void }) {
  const t = useTranslations("booking");
  return (
    <tr>
      <th scope="row" className="w-7 text-sm font-normal text-ink-muted">
        {row}
        {cells.some((place) => place && isExitSeat(place)) && (
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
              onFocus={() => onFocus(place.seat)}
              onPress={() => onPress(place, state)}
            />
          </td>
        );
      })}
    </tr>
  );
}

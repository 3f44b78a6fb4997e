"use client";

import { clsx } from "clsx";
import { DoorOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { Fragment, type KeyboardEvent, useRef, useState } from "react";
import { isExitSeat } from "@/server/shared/cabin-layout";
import { Fixtures } from "./cabin-fixtures";
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

/** The cabin as a grid: one stop for the Tab key, arrow and page keys from seat to seat. */
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
        className={clsx("cabin", map.isFront && "cabin-front")}
      >
        <thead>
          <tr>
            <td />
            {[...map.columns].map((column, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: aisles have no name of their own.
              <ColumnHead key={index} column={column.trim()} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Fragment key={row.row}>
              <Fixtures map={map} beforeRow={row.row} />
              <Row {...props} row={row} tabStop={tabStop} onFocus={setFocused} />
            </Fragment>
          ))}
          <Fixtures map={map} beforeRow={null} />
        </tbody>
      </table>
    </div>
  );
}

/** The letter over a column of seats. An aisle has none: an empty cell is no header. */
function ColumnHead({ column }: { column: string }) {
  if (column === "") return <td className="w-5" />;
  return (
    <th scope="col" className="text-sm text-ink-muted">
      {column}
    </th>
  );
}

/** Which seat the Tab key reaches, and the moves of the arrow keys between seats. */
function useGridFocus(map: SeatMapView, rows: readonly SeatRow[], passengerPosition: number) {
  const grid = useRef<HTMLTableElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const ownSeat = map.own.find((each) => each.passengerPosition === passengerPosition)?.seat;
  const tabStop = focused ?? ownSeat ?? map.seats.find((place) => !place.taken)?.seat ?? map.seats[0]?.seat;
  const onKeyDown = (event: KeyboardEvent) => {
    // Alt and an arrow lead back in the browser.
    if (event.altKey || event.metaKey) return;
    const next = tabStop && seatAfterKey(rows, tabStop, event);
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
  const { wingRows } = map;
  const byWing = wingRows && row >= wingRows.first && row <= wingRows.last;
  return (
    <tr className={byWing ? "wing" : undefined}>
      <th scope="row">
        {row}
        {row === wingRows?.first && <span className="sr-only">{t("cabin.wing", wingRows)}</span>}
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

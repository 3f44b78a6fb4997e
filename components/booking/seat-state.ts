import { isExitSeat } from "@/server/shared/cabin-layout";
import type { PassengerType } from "@/server/shared/fare-terms";
import type { SeatMapView, SeatPlace } from "./types";

export type SeatState =
  | { kind: "free" }
  | { kind: "taken" }
  /** A passenger of this party has it. */
  | { kind: "own"; passengerPosition: number }
  /** Free, but beside an exit and not for this passenger. */
  | { kind: "unfit" };

/** The state of a seat for the passenger for whom one is being chosen. */
export function seatState(
  place: SeatPlace,
  { own, exit }: Pick<SeatMapView, "own" | "exit">,
  passengerPosition: number,
): SeatState {
  const holder = own.find((each) => each.seat === place.seat);
  if (holder) return { kind: "own", passengerPosition: holder.passengerPosition };
  if (place.taken) return { kind: "taken" };
  const unfit = isExitSeat(place) && !exit.positions.includes(passengerPosition);
  return { kind: unfit ? "unfit" : "free" };
}

export type SeatRow = { row: number; cells: (SeatPlace | null)[] };

/** The rows of a cabin with one cell for each character of `columns`; null for an aisle or a missing seat. */
export function seatRows({ columns, seats }: Pick<SeatMapView, "columns" | "seats">): SeatRow[] {
  const rows = [...new Set(seats.map((place) => place.row))].sort((a, b) => a - b);
  const at = new Map(seats.map((place) => [place.seat, place]));
  return rows.map((row) => ({
    row,
    cells: [...columns].map((column) => at.get(`${row}${column}`) ?? null),
  }));
}

const steps: Record<string, [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** How many rows PageUp and PageDown pass. */
const PAGE_ROWS = 5;

/**
 * The seat that a key leads to, as in every grid (ARIA grid pattern): an arrow to the next seat in its direction (over aisles
 * and missing seats), Home and End to the ends of the row, with Ctrl to the first and the last seat of the cabin, PageUp and
 * PageDown five rows on in the same column or as far as there are seats. At an edge it is the seat itself: the page must not
 * scroll away. Null for other keys.
 */
export function seatAfterKey(
  rows: readonly SeatRow[],
  from: string,
  { key, ctrlKey }: { key: string; ctrlKey: boolean },
): string | null {
  const down = rows.findIndex((each) => each.cells.some((cell) => cell?.seat === from));
  const cells = rows[down]?.cells;
  if (!cells) return null;
  const right = cells.findIndex((cell) => cell?.seat === from);
  if (key === "Home" || key === "End") return endOf(ctrlKey ? rows.flatMap((row) => row.cells) : cells, key);
  if (key === "PageUp") return inColumn(rows.slice(Math.max(0, down - PAGE_ROWS), down), right) ?? from;
  if (key === "PageDown")
    return inColumn(rows.slice(down + 1, down + 1 + PAGE_ROWS).reverse(), right) ?? from;
  const step = steps[key];
  if (!step || ctrlKey) return null;
  for (
    let r = down + step[0], c = right + step[1];
    rows[r] && c >= 0 && c < cells.length;
    r += step[0], c += step[1]
  ) {
    const place = rows[r]?.cells[c];
    if (place) return place.seat;
  }
  return from;
}

const endOf = (cells: SeatRow["cells"], key: "Home" | "End"): string | null =>
  cells[key === "Home" ? "find" : "findLast"]((cell) => cell !== null)?.seat ?? null;

/** The first of these rows' seats in a column. */
const inColumn = (rows: readonly SeatRow[], column: number): string | null =>
  rows.find(({ cells }) => cells[column])?.cells[column]?.seat ?? null;

/** The next passenger without a seat after `after`, or else the first; null when all have one. Infants need none. */
export function nextWithoutSeat(
  passengers: readonly { position: number; type: PassengerType }[],
  seated: ReadonlySet<number>,
  after: number,
): number | null {
  const waiting = passengers.filter(({ position, type }) => type !== "INFANT" && !seated.has(position));
  return (waiting.find(({ position }) => position > after) ?? waiting[0])?.position ?? null;
}

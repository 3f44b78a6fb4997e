import type { Cabin } from "./fare-terms";

export type SeatProperty =
  | "window"
  | "middle"
  | "aisle"
  | "exit"
  | "extra-legroom"
  | "near-lavatory"
  | "near-galley";

/** What a seat map shows between rows. */
export const fixtureKinds = ["door", "galley", "lavatory"] as const;
export type FixtureKind = (typeof fixtureKinds)[number];

/** What lies between two rows, across the cabin. `beforeRow`: the row behind it; null behind the last row. */
export interface CabinFixture {
  readonly beforeRow: number | null;
  readonly kinds: readonly FixtureKind[];
}

/** The seats of one cabin of an aircraft type, as plain data that is stored with the type. */
export interface CabinLayout {
  readonly cabin: Cabin;
  /** Seat letters from left to right, a blank for each aisle: `ABC DEF`, `AB DEFG HJ`. */
  readonly columns: string;
  readonly firstRow: number;
  readonly lastRow: number;
  /** Row numbers that do not exist, such as 13. */
  readonly skippedRows?: readonly number[];
  /** Seats that a full row would have but this cabin does not have, such as `1D`. */
  readonly missingSeats?: readonly string[];
  readonly exitRows?: readonly number[];
  readonly extraLegroomRows?: readonly number[];
  readonly nearLavatoryRows?: readonly number[];
  readonly nearGalleyRows?: readonly number[];
  /** Layouts that an earlier release stored have neither fixtures nor wings. */
  readonly fixtures?: readonly CabinFixture[];
  /** The rows beside the wing, from the first to the last. */
  readonly wingRows?: readonly [first: number, last: number];
}

export interface Seat {
  /** Row and letter as printed on the boarding pass: `12A`. */
  readonly seat: string;
  readonly row: number;
  readonly column: string;
  /** The number of the block, counted from the left. A block is a group of seats without an aisle between them. */
  readonly block: number;
  readonly properties: readonly SeatProperty[];
}

/** The row numbers of a cabin, from the front. */
export function rowsOf(layout: CabinLayout): number[] {
  const skipped = new Set(layout.skippedRows);
  const rows: number[] = [];
  for (let row = layout.firstRow; row <= layout.lastRow; row++) if (!skipped.has(row)) rows.push(row);
  return rows;
}

/** All seats of a cabin, row by row from the front, from left to right. */
export function seatsOf(layout: CabinLayout): Seat[] {
  const missing = new Set(layout.missingSeats);
  const places = placesOf(layout.columns);
  return rowsOf(layout).flatMap((row) => {
    const inRow = rowProperties(layout, row);
    return places
      .map(({ column, block, position }) => ({
        seat: `${row}${column}`,
        row,
        column,
        block,
        properties: [...position, ...inRow],
      }))
      .filter((seat) => !missing.has(seat.seat));
  });
}

/** The number of seats of a cabin. */
export function capacityOf(layout: CabinLayout): number {
  return seatsOf(layout).length;
}

/** Seats at the wall are window seats, seats beside an aisle are aisle seats; a seat between both is both. */
function placesOf(columns: string) {
  const blocks = columns.split(" ");
  return blocks.flatMap((letters, block) =>
    [...letters].map((column, index) => {
      const first = index === 0;
      const last = index === letters.length - 1;
      const window = (block === 0 && first) || (block === blocks.length - 1 && last);
      const aisle = (block > 0 && first) || (block < blocks.length - 1 && last);
      const position: SeatProperty[] = [];
      if (window) position.push("window");
      if (aisle) position.push("aisle");
      if (!window && !aisle) position.push("middle");
      return { column, block, position };
    }),
  );
}

function rowProperties(layout: CabinLayout, row: number): SeatProperty[] {
  const properties: SeatProperty[] = [];
  if (layout.exitRows?.includes(row)) properties.push("exit");
  if (layout.extraLegroomRows?.includes(row)) properties.push("extra-legroom");
  if (layout.nearLavatoryRows?.includes(row)) properties.push("near-lavatory");
  if (layout.nearGalleyRows?.includes(row)) properties.push("near-galley");
  return properties;
}

/** Returns true for a seat beside an emergency exit. */
export const isExitSeat = ({ properties }: Pick<Seat, "properties">): boolean => properties.includes("exit");

import { type CabinLayout, type Seat, seatsOf } from "@/server/shared/cabin-layout";
import type { PassengerType } from "./passenger-type";

/** A seat with its place in the row counted across the aircraft, gaps of missing seats included. */
interface Place extends Seat {
  readonly order: number;
}

interface Party {
  readonly types: readonly PassengerType[];
  /** Positions of those who take a seat: everyone but infants. */
  readonly seated: readonly number[];
  readonly children: number;
}

/** A set of seats for the party, and how good it is: smaller is better, the first number first. */
interface Choice {
  readonly places: readonly Place[];
  readonly adults: readonly Place[];
  readonly cost: readonly number[];
}

/**
 * Chooses seats that keep a party together: children next to an adult before all else, then the
 * fewest rows, then no aisle between, then close by and to the front. Nobody is given an exit seat unasked: its
 * conditions have to be accepted first. Returns the seat of each passenger in the order of `types`, null for
 * infants; null for all when the free seats cannot take the party.
 */
export function assignSeats(
  layout: CabinLayout,
  freeSeats: readonly string[],
  types: readonly PassengerType[],
): (string | null)[] | null {
  const party = partyOf(types);
  if (party.seated.length === 0) return types.map(() => null);
  const choice = bestChoice(ordinaryPlaces(layout, freeSeats), party);
  return choice && seatPassengers(choice, party);
}

function partyOf(types: readonly PassengerType[]): Party {
  return {
    types,
    seated: [...types.keys()].filter((position) => types[position] !== "INFANT"),
    children: types.filter((type) => type === "CHILD").length,
  };
}

/** The free seats that are not beside an exit. */
function ordinaryPlaces(layout: CabinLayout, freeSeats: readonly string[]): Place[] {
  const free = new Set(freeSeats);
  const columns = layout.columns.replaceAll(" ", "");
  return seatsOf(layout)
    .filter((seat) => free.has(seat.seat) && !seat.properties.includes("exit"))
    .map((seat) => ({ ...seat, order: columns.indexOf(seat.column) }));
}

/** Tries one row, then two, and so on, and stops as soon as no child is left without an adult beside. */
function bestChoice(free: readonly Place[], party: Party): Choice | null {
  const rows = [...new Set(free.map((place) => place.row))];
  const height = Math.max(...rows) - Math.min(...rows) + 1;
  let best: Choice | null = null;
  for (let rowSpan = 1; rowSpan <= height; rowSpan++) {
    for (const row of rows) {
      const band = free.filter((place) => place.row >= row && place.row < row + rowSpan);
      best = better(best, bestInBand(band, party));
    }
    if (best && (best.cost[0] === 0 || rowSpan >= party.seated.length)) return best;
  }
  return best;
}

/** Every stretch of columns of the band that holds the party, filled from the front row. */
function bestInBand(band: readonly Place[], party: Party): Choice | null {
  const orders = [...new Set(band.map((place) => place.order))].sort((a, b) => a - b);
  let best: Choice | null = null;
  for (const [index, left] of orders.entries()) {
    for (const right of orders.slice(index)) {
      const stretch = band.filter((place) => place.order >= left && place.order <= right);
      const choice = choiceOf(stretch.slice(0, party.seated.length), party);
      best = better(best, choice);
      if (choice) break;
    }
  }
  return best;
}

function better(a: Choice | null, b: Choice | null): Choice | null {
  if (!a || !b) return a ?? b;
  for (const [index, cost] of a.cost.entries()) {
    const difference = cost - (b.cost[index] ?? 0);
    if (difference !== 0) return difference < 0 ? a : b;
  }
  return a;
}

/** Of all ways to spread adults over the seats the one with the fewest children alone; null with too few seats. */
function choiceOf(places: readonly Place[], party: Party): Choice | null {
  if (places.length < party.seated.length) return null;
  let adults: readonly Place[] | null = null;
  let alone = Number.POSITIVE_INFINITY;
  for (const candidate of subsets(places, places.length - party.children)) {
    const children = places.filter((place) => !candidate.includes(place));
    const count = children.filter((child) => !candidate.some((adult) => isBeside(child, adult))).length;
    if (count < alone) [adults, alone] = [candidate, count];
  }
  return adults && { places, adults, cost: [alone, ...compactness(places)] };
}

/** Rows used, blocks between aisles, columns spanned, and the front row. */
function compactness(places: readonly Place[]): number[] {
  const rows = places.map((place) => place.row);
  const orders = places.map((place) => place.order);
  const blocks = new Set(places.map((place) => place.block)).size;
  const span = Math.max(...orders) - Math.min(...orders);
  const front = Math.min(...rows);
  return [Math.max(...rows) - front, blocks, span, front];
}

function isBeside(a: Place, b: Place): boolean {
  return a.row === b.row && a.block === b.block && Math.abs(a.order - b.order) === 1;
}

/** All ways to choose `size` of the items; at most 126 for the nine of the largest party. */
function subsets<Item>(items: readonly Item[], size: number): Item[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) =>
    subsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]),
  );
}

/** Adults and children take their seats in order. */
function seatPassengers({ places, adults }: Choice, party: Party): (string | null)[] {
  const adultSeats = [...adults];
  const childSeats = places.filter((place) => !adults.includes(place));
  return party.types.map((type) => {
    if (type === "INFANT") return null;
    const seat = type === "ADULT" ? adultSeats.shift() : childSeats.shift();
    return seat?.seat ?? null;
  });
}

import { type CabinLayout, isExitSeat, type Seat, seatsOf } from "@/server/shared/cabin-layout";
import type { PassengerType } from "@/server/shared/fare-terms";

/** A seat with the position of its column in a full row, counted from the left. */
interface Place extends Seat {
  readonly order: number;
}

interface Party {
  readonly types: readonly PassengerType[];
  readonly adults: number;
  readonly children: number;
  /** Passengers who need a seat: adults and children. */
  readonly size: number;
}

/** Seats for a party. `cost` is compared number by number; smaller is better. */
interface Choice {
  readonly adults: readonly Place[];
  readonly children: readonly Place[];
  readonly cost: readonly number[];
}

/**
 * Chooses seats that keep a party together. First come as few children as possible without an adult beside them, then
 * few rows, then no aisle in between, then a narrow group near the front. Exit seats are never given: their conditions
 * must be accepted first. Within two rows no other choice leaves fewer children alone.
 *
 * @returns the seat of each passenger in the order of `types`, null for infants; or null when too few seats are free.
 */
export function assignSeats(
  layout: CabinLayout,
  freeSeats: readonly string[],
  types: readonly PassengerType[],
): (string | null)[] | null {
  const party = partyOf(types);
  if (party.size === 0) return types.map(() => null);
  const choice = bestChoice(ordinaryPlaces(layout, freeSeats), party);
  return choice && seatPassengers(choice, party);
}

function partyOf(types: readonly PassengerType[]): Party {
  const adults = types.filter((type) => type === "ADULT").length;
  const children = types.filter((type) => type === "CHILD").length;
  return { types, adults, children, size: adults + children };
}

/** The free seats that are not beside an exit. */
function ordinaryPlaces(layout: CabinLayout, freeSeats: readonly string[]): Place[] {
  const free = new Set(freeSeats);
  const columns = layout.columns.replaceAll(" ", "");
  return seatsOf(layout)
    .filter((seat) => free.has(seat.seat) && !isExitSeat(seat))
    .map((seat) => ({ ...seat, order: columns.indexOf(seat.column) }));
}

/** Tries one row, then two, and so on, until each child sits beside an adult or there are as many rows as people. */
function bestChoice(free: readonly Place[], party: Party): Choice | null {
  const rows = [...new Set(free.map((place) => place.row))];
  const height = Math.max(...rows) - Math.min(...rows) + 1;
  let best: Choice | null = null;
  for (let rowSpan = 1; rowSpan <= height; rowSpan++) {
    for (const row of rows) {
      const band = free.filter((place) => place.row >= row && place.row < row + rowSpan);
      best = better(best, bestInBand(band, party));
    }
    if (best && (!leavesChildAlone(best) || rowSpan >= party.size)) return best;
  }
  return best;
}

/**
 * Tries each range of columns of some rows. From each left column the range grows until the party fits and no child is
 * alone. The front seats of a range are tried first; all its seats only if a child would be alone on those.
 */
function bestInBand(band: readonly Place[], party: Party): Choice | null {
  const orders = [...new Set(band.map((place) => place.order))].sort((a, b) => a - b);
  let best: Choice | null = null;
  for (const [index, left] of orders.entries()) {
    for (const right of orders.slice(index)) {
      const range = band.filter((place) => place.order >= left && place.order <= right);
      const front = choiceOf(range.slice(0, party.size), party);
      best = better(best, front);
      if (front && !leavesChildAlone(front)) break;
      best = better(best, choiceOf(range, party));
    }
  }
  return best;
}

const leavesChildAlone = ({ cost }: Choice): boolean => cost[0] !== 0;

function better(a: Choice | null, b: Choice | null): Choice | null {
  if (!a || !b) return a ?? b;
  for (const [index, cost] of a.cost.entries()) {
    const difference = cost - (b.cost[index] ?? 0);
    if (difference !== 0) return difference < 0 ? a : b;
  }
  return a;
}

/**
 * Chooses seats among `places` that leave the fewest children alone; null with too few places. One adult sits between
 * two children wherever three places are side by side, then one adult beside one child where two are. No other way
 * seats more children beside adults: an adult has at most two neighbours, and `n` places with `k` adults have room for
 * `n - k` children.
 */
function choiceOf(places: readonly Place[], party: Party): Choice | null {
  if (places.length < party.size) return null;
  const runs = runsOf(places);
  const adults: Place[] = [];
  const children: Place[] = [];
  for (const size of [3, 2]) {
    for (const run of runs) {
      while (
        run.length >= size &&
        adults.length < party.adults &&
        children.length + size - 1 <= party.children
      ) {
        const group = run.splice(0, size);
        adults.push(...group.splice(size - 2, 1));
        children.push(...group);
      }
    }
  }
  const rest = runs.flat();
  adults.push(...rest.splice(0, party.adults - adults.length));
  children.push(...rest.slice(0, party.children - children.length));
  const alone = children.filter((child) => !adults.some((adult) => isBeside(child, adult))).length;
  const inOrder = (chosen: Place[]) => places.filter((place) => chosen.includes(place));
  return {
    adults: inOrder(adults),
    children: inOrder(children),
    cost: [alone, ...compactness([...adults, ...children])],
  };
}

/** Groups places that are side by side, from the front left to the back right. */
function runsOf(places: readonly Place[]): Place[][] {
  const runs: Place[][] = [];
  for (const place of places) {
    const last = runs.at(-1)?.at(-1);
    if (last && isBeside(last, place)) runs.at(-1)?.push(place);
    else runs.push([place]);
  }
  return runs;
}

/** Rows between the first and the last, blocks between aisles, width in columns, and the front row. */
function compactness(places: readonly Place[]): number[] {
  const rows = places.map((place) => place.row);
  const orders = places.map((place) => place.order);
  const blocks = new Set(places.map((place) => place.block)).size;
  const width = Math.max(...orders) - Math.min(...orders);
  const front = Math.min(...rows);
  return [Math.max(...rows) - front, blocks, width, front];
}

function isBeside(a: Place, b: Place): boolean {
  return a.row === b.row && a.block === b.block && Math.abs(a.order - b.order) === 1;
}

/** Gives each passenger the next seat of their type. */
function seatPassengers(choice: Choice, { types }: Party): (string | null)[] {
  const adults = [...choice.adults];
  const children = [...choice.children];
  return types.map((type) => {
    if (type === "INFANT") return null;
    const place = type === "ADULT" ? adults.shift() : children.shift();
    return place?.seat ?? null;
  });
}

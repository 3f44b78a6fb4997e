import type { LineKind, PassengerKind, PriceLine } from "./types";

const lineKinds: readonly LineKind[] = ["FARE", "FUEL_SURCHARGE", "AIRPORT_CHARGE", "DEPARTURE_LEVY"];
const passengerKinds: readonly PassengerKind[] = ["ADULT", "CHILD", "INFANT"];

const sum = (lines: readonly PriceLine[]) => lines.reduce((total, line) => total + line.amount, 0);

/** The sum of each kind of line, in the order in which they are shown; kinds that cost nothing are left out. */
export function sumsByKind(lines: readonly PriceLine[]): { kind: LineKind; amount: number }[] {
  return lineKinds
    .map((kind) => ({ kind, amount: sum(lines.filter((line) => line.kind === kind)) }))
    .filter(({ kind, amount }) => kind === "FARE" || amount > 0);
}

export type TypeRow = {
  type: PassengerKind;
  count: number;
  /** Of all passengers of the type and all flights together. */
  amounts: Record<LineKind, number>;
  total: number;
};

/** What each type of passenger pays, line by line. */
export function rowsByType(
  lines: readonly PriceLine[],
  passengers: readonly { position: number; type: PassengerKind }[],
): TypeRow[] {
  return passengerKinds.flatMap((type) => {
    const people = passengers.filter((passenger) => passenger.type === type);
    if (people.length === 0) return [];
    const positions = new Set(people.map((passenger) => passenger.position));
    const own = lines.filter((line) => positions.has(line.passengerPosition));
    const of = (kind: LineKind) => sum(own.filter((line) => line.kind === kind));
    return {
      type,
      count: people.length,
      amounts: {
        FARE: of("FARE"),
        FUEL_SURCHARGE: of("FUEL_SURCHARGE"),
        AIRPORT_CHARGE: of("AIRPORT_CHARGE"),
        DEPARTURE_LEVY: of("DEPARTURE_LEVY"),
      },
      total: sum(own),
    };
  });
}

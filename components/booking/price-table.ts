import { type PassengerType, passengerTypes, priceLineKinds } from "@/server/shared/fare-terms";
import type { LineKind, PriceLine } from "./types";

const sum = (lines: readonly { amount: number }[]) => lines.reduce((total, line) => total + line.amount, 0);

/** The sum of each kind of charge in whole won, in the order of display. Sums of 0 are left out, but for the fare. */
export function sumsByKind(
  lines: readonly Pick<PriceLine, "kind" | "amount">[],
): { kind: LineKind; amount: number }[] {
  return priceLineKinds
    .map((kind) => ({ kind, amount: sum(lines.filter((line) => line.kind === kind)) }))
    .filter(({ kind, amount }) => kind === "FARE" || amount > 0);
}

export type TypeRow = {
  type: PassengerType;
  count: number;
  /** In whole won, for all passengers of the type and all flights together. */
  amounts: Record<LineKind, number>;
  total: number;
};

/** What each type of passenger pays, line by line. */
export function rowsByType(
  lines: readonly PriceLine[],
  passengers: readonly { position: number; type: PassengerType }[],
): TypeRow[] {
  return passengerTypes.flatMap((type) => {
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

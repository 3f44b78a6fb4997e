import { type PriceLineKind, priceLineKinds } from "@/server/shared/fare-terms";
import type { OfferedChange } from "./types";

type Line = OfferedChange["lines"][number];

/** The price of each of some passengers on one exchanged flight, in whole won: these passengers have the same amounts. */
export type ChangePriceRow = {
  segmentIndex: number;
  passengerIndexes: number[];
  kinds: { kind: PriceLineKind; old: number; instead: number }[];
  fee: number;
  forfeited: number;
  /** The part of the fee that is left out. */
  waived: number;
  /** New less old, plus fee and what is forfeited, less what is waived. */
  balance: number;
};

/**
 * Arranges the lines of a quote in the order of the trip: one row per flight and passenger, and one row for passengers with
 * the same amounts.
 */
export function changeTable(lines: readonly Line[]): ChangePriceRow[] {
  const rows = new Map<string, ChangePriceRow>();
  for (const row of singleRows(lines)) {
    const { passengerIndexes, ...amounts } = row;
    const same = rows.get(JSON.stringify(amounts));
    if (same) same.passengerIndexes.push(...passengerIndexes);
    else rows.set(JSON.stringify(amounts), row);
  }
  return [...rows.values()];
}

function singleRows(lines: readonly Line[]): ChangePriceRow[] {
  const keys = [...new Set(lines.map(keyOf))].map((key) => key.split(".").map(Number) as [number, number]);
  return keys
    .sort(([flight, person], [otherFlight, other]) => flight - otherFlight || person - other)
    .map(([segmentIndex, passengerIndex]) => {
      const own = lines.filter((line) => keyOf(line) === `${segmentIndex}.${passengerIndex}`);
      const sum = (part: Line["part"], kind?: PriceLineKind) =>
        own
          .filter((line) => line.part === part && (kind === undefined || line.kind === kind))
          .reduce((total, { amount }) => total + amount, 0);
      const [fee, forfeited, waived] = [sum("FEE"), sum("FORFEITED"), sum("WAIVED")];
      return {
        segmentIndex,
        passengerIndexes: [passengerIndex],
        kinds: priceLineKinds
          .map((kind) => ({ kind, old: sum("OLD", kind), instead: sum("NEW", kind) }))
          .filter(({ old, instead }) => old > 0 || instead > 0),
        fee,
        forfeited,
        waived,
        balance: sum("NEW") - sum("OLD") + fee + forfeited - waived,
      };
    });
}

const keyOf = ({ segmentIndex, passengerIndex }: Line) => `${segmentIndex}.${passengerIndex}`;

import type { FlightScope } from "@/server/shared/fare-terms";

/** The price of checked baggage above the free allowance, at the airport, for one flight. */
export interface ExcessBaggageRow {
  readonly scope: FlightScope;
  /** Of the great circle; null: however far. */
  readonly belowMiles: number | null;
  readonly per: "KG" | "PIECE";
  readonly amountKrw: number;
  readonly source: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

const since = { validFrom: "2024-01-01", validTo: null };

/** Nothing of it is sold online: the rows are for the published baggage rules. */
export const excessBaggage: readonly ExcessBaggageRow[] = [
  { scope: "DOMESTIC", belowMiles: null, per: "KG", amountKrw: 2_000, source: "MSA Air", ...since },
  { scope: "INTERNATIONAL", belowMiles: 1_500, per: "PIECE", amountKrw: 60_000, source: "MSA Air", ...since },
  { scope: "INTERNATIONAL", belowMiles: 3_000, per: "PIECE", amountKrw: 90_000, source: "MSA Air", ...since },
  { scope: "INTERNATIONAL", belowMiles: null, per: "PIECE", amountKrw: 200_000, source: "MSA Air", ...since },
];

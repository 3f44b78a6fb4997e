import { addDays, daysBetween, type LocalDate } from "@/server/shared/time";

/** A range of values, in percent of the usual one. */
type Range = { readonly minPercent: number; readonly maxPercent: number };

/**
 * All limits of plausibility. Outside of `asked`, an entry needs a confirmation; outside of `refused`, it is refused.
 * Percentages are of the route's usual time and proposed fare.
 */
const limits = {
  block: { asked: { minPercent: 60, maxPercent: 140 }, refused: { minPercent: 50, maxPercent: 250 } },
  // There are special offers of a fifth of the usual fare; a hundredth is a typing error.
  fare: { asked: { minPercent: 30, maxPercent: 300 }, refused: { minPercent: 5, maxPercent: 2_000 } },
  /** The share of a cabin that its fares should be able to sell. */
  sellablePercent: 50,
  /** The longest IATA season has 31 weeks. */
  seasonDays: 31 * 7,
  /** Sale opens about a year before departure. */
  horizonDays: 400,
} as const satisfies Record<string, unknown>;

type Judgement = "fine" | "asked" | "refused";

const within = (percent: number, { minPercent, maxPercent }: Range) =>
  percent >= minPercent && percent <= maxPercent;

function judge(value: number, usual: number, bands: { asked: Range; refused: Range }): Judgement {
  const percent = (value * 100) / usual;
  if (!within(percent, bands.refused)) return "refused";
  return within(percent, bands.asked) ? "fine" : "asked";
}

/** An entry of the staff. A preview has no fares. */
export type Entry = {
  readonly blockMinutes: readonly number[];
  readonly usualBlockMinutes: number;
  readonly periodFrom: LocalDate;
  readonly periodTo: LocalDate;
  readonly fares: readonly { cabin: string; amount: number; unitLimit: number; usualAmount: number }[];
  readonly capacities: Readonly<Record<string, number>>;
};

/** Message keys by field. */
export type Findings = { readonly refused: Record<string, string>; readonly asked: Record<string, string> };

/**
 * Returns the fields of an entry whose values are refused, and those that need a confirmation. `blockField` is the field
 * of the form that decides the block time.
 */
export function findImplausible(entry: Entry, blockField: "arrivalTime" | "blockMinutes"): Findings {
  const refused: Record<string, string> = {};
  const asked: Record<string, string> = {};
  const find = (judgement: Judgement, field: string, keys: { asked: string; refused: string }) => {
    if (judgement === "refused") refused[field] ??= keys.refused;
    if (judgement === "asked") asked[field] ??= keys.asked;
  };
  for (const minutes of new Set(entry.blockMinutes))
    find(judge(minutes, entry.usualBlockMinutes, limits.block), blockField, {
      asked: "blockTimeUnusual",
      refused: "blockTimeImpossible",
    });
  for (const [n, fare] of entry.fares.entries())
    find(judge(fare.amount, fare.usualAmount, limits.fare), `fares.${n}.amount`, {
      asked: "fareUnusual",
      refused: "fareImpossible",
    });
  for (const n of tooNarrowFares(entry)) asked[`fares.${n}.unitLimit`] ??= "seatsUnsold";
  if (daysBetween(entry.periodFrom, entry.periodTo) >= limits.seasonDays) asked.periodTo = "longerThanSeason";
  return { refused, asked };
}

/** Returns the ends of a period that lie too far ahead for the sale. It runs before the dates of the period are computed. */
export const endsBeyondHorizon = (
  period: { periodFrom: LocalDate; periodTo: LocalDate },
  today: LocalDate,
): ("periodFrom" | "periodTo")[] => {
  const last = addDays(today, limits.horizonDays);
  return (["periodFrom", "periodTo"] as const).filter((end) => period[end] > last);
};

/** Returns the position of the widest fare of each cabin whose fares cannot sell enough of its seats. */
function tooNarrowFares({ fares, capacities }: Entry): number[] {
  return [...new Set(fares.map((fare) => fare.cabin))].flatMap((cabin) => {
    const widest = Math.max(...fares.filter((fare) => fare.cabin === cabin).map((fare) => fare.unitLimit));
    const sellable = (widest * 100) / (capacities[cabin] ?? widest);
    const position = fares.findIndex((fare) => fare.cabin === cabin && fare.unitLimit === widest);
    return sellable < limits.sellablePercent ? [position] : [];
  });
}

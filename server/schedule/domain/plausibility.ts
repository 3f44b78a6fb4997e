import { addDays, daysBetween, type LocalDate } from "@/server/shared/time";

/** How far a staff entry may lie from what is usual: within `asked` as it is, within `refused` once confirmed. */
type Band = { readonly minPercent: number; readonly maxPercent: number };

/** All limits of plausibility in one place. Percentages are of the route's usual time and proposed fare. */
const limits = {
  block: { asked: { minPercent: 60, maxPercent: 140 }, refused: { minPercent: 50, maxPercent: 250 } },
  // A special offer of a fifth of the usual fare exists; a hundredth is a slip of the keyboard.
  fare: { asked: { minPercent: 30, maxPercent: 300 }, refused: { minPercent: 5, maxPercent: 2_000 } },
  /** A cabin of which less than this can be sold keeps seats empty. */
  sellablePercent: 50,
  /** The longest IATA season has 31 weeks. */
  seasonDays: 31 * 7,
  /** Sale opens about a year ahead. */
  horizonDays: 400,
} as const satisfies Record<string, unknown>;

type Judgement = "fine" | "asked" | "refused";

const within = (percent: number, { minPercent, maxPercent }: Band) =>
  percent >= minPercent && percent <= maxPercent;

function judge(value: number, usual: number, bands: { asked: Band; refused: Band }): Judgement {
  const percent = (value * 100) / usual;
  if (!within(percent, bands.refused)) return "refused";
  return within(percent, bands.asked) ? "fine" : "asked";
}

/** What is known of an entry; fares are absent while a form is only previewed. */
export type Entry = {
  readonly blockMinutes: readonly number[];
  readonly usualBlockMinutes: number;
  readonly periodFrom: LocalDate;
  readonly periodTo: LocalDate;
  readonly fares: readonly { cabin: string; amount: number; unitLimit: number; usualAmount: number }[];
  readonly capacities: Readonly<Record<string, number>>;
};

/** Field → message key, as field errors are told. */
export type Findings = { readonly refused: Record<string, string>; readonly asked: Record<string, string> };

/** What of an entry cannot be meant, and what has to be confirmed. `blockField` is where its time was typed. */
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
  for (const n of narrowCabins(entry)) asked[`fares.${n}.unitLimit`] ??= "seatsUnsold";
  if (daysBetween(entry.periodFrom, entry.periodTo) >= limits.seasonDays) asked.periodTo = "longerThanSeason";
  return { refused, asked };
}

/** Which ends of a period lie beyond the horizon of sale: asked before any date of it is worked out. */
export const beyondHorizon = (
  period: { periodFrom: LocalDate; periodTo: LocalDate },
  today: LocalDate,
): ("periodFrom" | "periodTo")[] => {
  const last = addDays(today, limits.horizonDays);
  return (["periodFrom", "periodTo"] as const).filter((end) => period[end] > last);
};

/** For each cabin whose fares leave most of its seats unsold: the position of its widest fare. */
function narrowCabins({ fares, capacities }: Entry): number[] {
  return [...new Set(fares.map((fare) => fare.cabin))].flatMap((cabin) => {
    const widest = Math.max(...fares.filter((fare) => fare.cabin === cabin).map((fare) => fare.unitLimit));
    const sellable = (widest * 100) / (capacities[cabin] ?? widest);
    const position = fares.findIndex((fare) => fare.cabin === cabin && fare.unitLimit === widest);
    return sellable < limits.sellablePercent ? [position] : [];
  });
}

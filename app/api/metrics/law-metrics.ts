import type { AssuranceFigures } from "@/server/assurance/schemas";

type Sample = { labels: Record<string, string>; value: number };
type Setter = (name: string, help: string, value: number | readonly Sample[]) => void;

/** Whether the laws hold, and when that was found. */
export function setLaws(set: Setter, { checkedAt, laws }: AssuranceFigures): void {
  const by = (pick: (law: (typeof laws)[number]) => number) =>
    laws.map((law) => ({ labels: { law: law.law }, value: pick(law) }));
  set("msa_laws_checked_timestamp_seconds", "When the laws were checked.", checkedAt.getTime() / 1_000);
  set(
    "msa_law_broken",
    "1 while a law is broken.",
    by(({ ok }) => (ok ? 0 : 1)),
  );
  set(
    "msa_effects_pending",
    "Effects of events that are on their way.",
    by(({ pending }) => pending),
  );
  set(
    "msa_effects_late",
    "Effects that have been on their way for longer than five minutes.",
    by(({ late }) => late),
  );
  const figure = (law: string, name: string) => laws.find((one) => one.law === law)?.figures[name] ?? 0;
  set(
    "msa_oversold_units",
    "Passengers without a unit of their own, and seats given twice: always 0.",
    figure("L1", "oversold"),
  );
  set("msa_events_parked", "Events that the engine refuses for good.", figure("L7", "parkedEvents"));
}

import { z } from "zod";
import { flightDate } from "@/server/shared/fields";
import { addDays, daysBetween } from "@/server/shared/time";

/** Korean days, both included. */
export type OverviewPeriod = { from: string; to: string };

const PRESETS = [7, 14, 30];
/** The table has a row for each day. */
const MAX_DAYS = 31;

const asked = z.object({ from: flightDate("date"), to: flightDate("date") });

const canBeShown = ({ from, to }: OverviewPeriod) => from <= to && daysBetween(from, to) < MAX_DAYS;

const lastDays = (days: number, today: string): OverviewPeriod => ({
  from: addDays(today, 1 - days),
  to: today,
});

/** The usual periods, each up to today. */
export const presetsOf = (today: string) => PRESETS.map((days) => ({ days, ...lastDays(days, today) }));

/** The period that an address asks for. Without one, and for one that cannot be shown, it is the last week. */
export function periodOf(
  { from, to }: Readonly<Record<string, string>>,
  today: string,
): { period: OverviewPeriod; isRefused: boolean } {
  const period = asked.safeParse({ from, to });
  if (period.success && canBeShown(period.data)) return { period: period.data, isRefused: false };
  return { period: lastDays(7, today), isRefused: from !== undefined || to !== undefined };
}

import { sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import type { AuditRow } from "./audit-schemas";

const pair = z.strictObject({ segmentId: z.uuid(), passengerId: z.uuid() });
const pairList = z.array(pair).min(1);
type Pair = z.output<typeof pair>;
type Found = Pair & { name: string | null; flight: string | null };

const isPairs = (value: unknown): value is Pair[] => pairList.safeParse(value).success;
const fieldsOf = (value: unknown): [string, unknown][] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
const pairsOf = ({ before, after }: AuditRow): Pair[] =>
  [...fieldsOf(before), ...fieldsOf(after)].flatMap(([, value]) => (isPairs(value) ? value : []));
const keyOf = ({ segmentId, passengerId }: Pair) => `${segmentId} ${passengerId}`;

/**
 * Writes the pairs of a passenger and a flight in audit rows as text, in place of their ids: the name, changed by `nameOf`,
 * the designator, the day and the route. A pair that is not found any more shows a dash.
 */
export async function withNamedPairs(
  rows: readonly AuditRow[],
  nameOf: (name: string) => string,
): Promise<AuditRow[]> {
  const pairs = rows.flatMap(pairsOf);
  if (pairs.length === 0) return [...rows];
  const found = await namesOf(pairs);
  const textOf = (pair: Pair) => {
    const { name, flight } = found.get(keyOf(pair)) ?? { name: null, flight: null };
    return `${name === null ? "–" : nameOf(name)} · ${flight ?? "–"}`;
  };
  const named = (value: unknown) =>
    fieldsOf(value).length === 0
      ? value
      : Object.fromEntries(
          fieldsOf(value).map(([field, each]) => [field, isPairs(each) ? each.map(textOf) : each]),
        );
  return rows.map((row) => ({ ...row, before: named(row.before), after: named(row.after) }));
}

async function namesOf(pairs: readonly Pair[]): Promise<Map<string, Found>> {
  const { rows } = await database().execute<Found>(sql`
    select distinct pair."segmentId", pair."passengerId", p.surname || '/' || p.given_name as name,
      f.designator || ' ' || f.departure_date || ' ' || f.origin || ' → ' || f.destination as flight
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as pair ("segmentId" uuid, "passengerId" uuid)
    left join reservation.passengers p on p.id = pair."passengerId"
    left join reservation.segments s on s.id = pair."segmentId"
    left join reservation.flights f on f.id = s.flight_id`);
  return new Map(rows.map((row) => [keyOf(row), row]));
}

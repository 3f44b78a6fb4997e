import { desc, eq, sql } from "drizzle-orm";
import { delayPolicies, flights } from "@/db/schema/schedule";
import { databaseNow, type TxContext } from "@/server/shared/context";
import { event, recordEvents } from "@/server/shared/outbox";
import { flightRetimed } from "./events";

type Flight = typeof flights.$inferSelect;

/**
 * Announces the expected times of a flight when they are further from those that its passengers know than the row of
 * `schedule.delay_policies` allows, so that each change is told once and small ones are not. A flight that has left is
 * announced no more: its passengers are aboard. The caller has locked the flight and written its expected times.
 */
export async function announceTimes(ctx: TxContext, flight: Flight): Promise<void> {
  const now = await databaseNow(ctx.tx);
  const expected = {
    departsAt: flight.expectedDepartsAt ?? flight.departsAt,
    arrivesAt: flight.expectedArrivesAt ?? flight.arrivesAt,
  };
  if (expected.departsAt <= now) return;
  const [policy] = await ctx.tx
    .select()
    .from(delayPolicies)
    .where(sql`${delayPolicies.validFrom} <= ${now}`)
    .orderBy(desc(delayPolicies.validFrom))
    .limit(1);
  if (!policy) return;
  const moved = Math.max(
    minutesBetween(flight.announcedDepartsAt ?? flight.departsAt, expected.departsAt),
    minutesBetween(flight.announcedArrivesAt ?? flight.arrivesAt, expected.arrivesAt),
  );
  if (moved < policy.toldMinutes) return;
  const announcement = flight.announcement + 1;
  await ctx.tx
    .update(flights)
    .set({ announcement, announcedDepartsAt: expected.departsAt, announcedArrivesAt: expected.arrivesAt })
    .where(eq(flights.id, flight.id));
  await recordEvents(ctx, [event(flightRetimed, announced(flight, expected, announcement, policy))]);
}

const minutesBetween = (a: Date, b: Date): number => Math.abs(a.getTime() - b.getTime()) / 60_000;

const announced = (
  { id: flightId, designator, departureDate, departsAt, arrivesAt }: Flight,
  expected: { departsAt: Date; arrivesAt: Date },
  announcement: number,
  policy: typeof delayPolicies.$inferSelect,
) => ({
  ...{ flightId, designator, departureDate, announcement },
  publishedDepartsAt: departsAt.toISOString(),
  publishedArrivesAt: arrivesAt.toISOString(),
  expectedDepartsAt: expected.departsAt.toISOString(),
  expectedArrivesAt: expected.arrivesAt.toISOString(),
  compensatedMinutes: {
    domestic: policy.compensatedDomesticMinutes,
    international: policy.compensatedInternationalMinutes,
  },
});

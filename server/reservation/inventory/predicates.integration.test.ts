import { type SQL, sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { isLiveHold } from "@/server/reservation/domain/booking-rules";
import { scopeOf } from "@/server/reservation/domain/flight-scope";
import { hasLeft } from "@/server/reservation/domain/leg-standing";
import { reservationStatuses } from "@/server/shared/fare-terms";
import {
  claimedUnit,
  flightHasLeft,
  flightScopeSql,
  freeUnit,
  heldUnit,
  isDomesticSql,
  liveHold,
  liveReservation,
  overdueHold,
} from "./predicates";

afterAll(closeDatabase);

/** Minutes from the database's clock. The clock moves on, so none of them is zero. */
const MINUTES = [-60, -1, 1, 60];
const NOW = new Date();
const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000).toISOString();
const instant = (minutes: number) => sql`clock_timestamp() + make_interval(mins => ${minutes}::int)`;

/** Asks conditions of one made-up row. A condition that is null is not met. */
async function ask(conditions: SQL[], row: SQL): Promise<boolean[]> {
  const answers = sql.join(
    conditions.map((condition) => sql`(${condition}) is true`),
    sql`, `,
  );
  const { rows } = await database().execute<{ answers: boolean[] }>(
    sql`select array[${answers}] as answers from ${row}`,
  );
  return rows[0]?.answers ?? [];
}

test.each(reservationStatuses)(
  "a reservation that is %s is live in SQL exactly when it is live in TypeScript",
  async (status) => {
    for (const minutes of MINUTES) {
      const row = sql`(select ${status}::text as status, ${instant(minutes)} as payment_deadline) r`;
      const live = isLiveHold({ status, paymentDeadline: after(minutes) }, NOW.toISOString());
      expect(await ask([liveHold, overdueHold, liveReservation], row)).toEqual([
        live,
        status === "HELD" && !live,
        status === "CREATED" || live,
      ]);
    }
  },
);

test.each([
  // sold, held until, free, held, claimed
  [false, sql`null::timestamptz`, [true, false, false]],
  [false, instant(-1), [true, false, true]],
  [false, instant(1), [false, true, true]],
  [false, sql`'infinity'::timestamptz`, [false, false, false]],
  [true, sql`null::timestamptz`, [false, false, false]],
])("a unit is free, or held, or neither (%#)", async (sold, heldUntil, answers) => {
  const row = sql`(select ${sold}::boolean as sold, ${heldUntil} as held_until) u`;
  expect(await ask([freeUnit, heldUnit, claimedUnit], row)).toEqual(answers);
});

test.each(["ON_SALE", "CANCELLED"])(
  "a flight that is %s has left in SQL exactly when it has in TypeScript",
  async (status) => {
    for (const minutes of MINUTES) {
      const row = sql`(select ${status}::text as status, ${instant(minutes)} as departs_at) f`;
      const leg = { departsAt: after(minutes), flightCancelled: status === "CANCELLED" };
      expect(await ask([flightHasLeft], row)).toEqual([hasLeft(leg, NOW.toISOString())]);
    }
  },
);

test.each([
  ["KR", "KR"],
  ["KR", "JP"],
  ["JP", "KR"],
  ["JP", "JP"],
])(
  "a flight from %s to %s has the same scope in SQL and in TypeScript",
  async (originCountry, destinationCountry) => {
    const row = sql`(select ${originCountry}::text as origin_country, ${destinationCountry}::text as destination_country) f`;
    const scope = scopeOf({ originCountry, destinationCountry });
    expect(await ask([isDomesticSql, sql`${flightScopeSql} = ${scope}`], row)).toEqual([
      scope === "DOMESTIC",
      true,
    ]);
  },
);

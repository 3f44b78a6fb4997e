import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import {
  enterPassengers,
  expireOverdueHolds,
  payableReservation,
  releaseHold,
  seatParty,
} from "@/server/reservation";
import { releaseHeld } from "@/server/reservation/hold/end-hold";
import {
  adult,
  customer,
  eventNames,
  flightOnSale,
  hold,
  moveDeadline,
  named,
  policies,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import { beforeCommitOf } from "@/server/shared/testing/race";

beforeAll(policies);
afterAll(closeDatabase);

async function held(more: Record<string, unknown> = named) {
  const flight = await flightOnSale({ units: 60 });
  const ctx = customer();
  return { ctx, flight, ...(await hold(ctx, flight, more)) };
}

const depart = (flight: number) =>
  database().execute(sql`
    update reservation.flights set departs_at = clock_timestamp() - interval '1 minute' where id = ${flight}`);

describe("a hold is payable", () => {
  test("at its price until its deadline", async () => {
    const h = await held();
    const payable = await payableReservation(h.ctx, h);
    expect(payable).toMatchObject({ customerId: h.ctx.actor.id, dueAt: h.paymentDeadline });
    expect(payable.amount).toBeGreaterThan(80_000);
  });

  test("not before its passengers are named", async () => {
    const h = await held({});
    expect(await codeOf(payableReservation(h.ctx, h))).toBe("PASSENGERS_INCOMPLETE");
    await enterPassengers(h.ctx, { reservationId: h.reservationId, ...named });
    expect(await codeOf(payableReservation(h.ctx, h))).toBe("OK");
  });

  test("not after its deadline, and not when it was released", async () => {
    const overdue = await held();
    await moveDeadline(overdue.reservationId, -1);
    expect(await codeOf(payableReservation(overdue.ctx, overdue))).toBe("HOLD_EXPIRED");
    const released = await held();
    await releaseHold(released.ctx, released);
    expect(await codeOf(payableReservation(released.ctx, released))).toBe("HOLD_EXPIRED");
  });

  test("not once its flight has left", async () => {
    const h = await held();
    await depart(h.flight);
    expect(await codeOf(payableReservation(h.ctx, h))).toBe("FLIGHT_DEPARTED");
  });
});

describe("passengers", () => {
  test("are as many as the seats held", async () => {
    const h = await held({});
    const two = { reservationId: h.reservationId, ...named, passengers: [adult(), adult("LEE")] };
    expect(await fieldsOf(enterPassengers(h.ctx, two))).toEqual({ passengers: "partyChanged" });
  });

  test("cannot be named on a hold that was released", async () => {
    const h = await held({});
    await releaseHold(h.ctx, h);
    expect(await codeOf(enterPassengers(h.ctx, { reservationId: h.reservationId, ...named }))).toBe(
      "HOLD_EXPIRED",
    );
  });
});

describe("a hold that is being ended", () => {
  test("accepts no seats: a choice waits until the hold has ended", async () => {
    const h = await held();
    const choosing = () => codeOf(seatParty(h.ctx, { reservationId: h.reservationId, segmentPosition: 0 }));
    expect(await beforeCommitOf((tx) => releaseHeld(tx, h.reservationId), choosing)).toBe("HOLD_EXPIRED");
    const { rows } = await database().execute(
      sql`select from reservation.seat_assignments where reservation_id = ${h.reservationId} and active`,
    );
    expect(rows).toEqual([]);
  });

  test("gives its seats back", async () => {
    const h = await held();
    await seatParty(h.ctx, { reservationId: h.reservationId, segmentPosition: 0 });
    await releaseHold(h.ctx, h);
    const { rows } = await database().execute<{ active: boolean }>(
      sql`select active from reservation.seat_assignments where reservation_id = ${h.reservationId}`,
    );
    expect(rows).toEqual([{ active: false }]);
  });
});

test("the sweep ends the overdue holds, each once, and leaves the live ones", async () => {
  await expireOverdueHolds(system);
  const [live, overdue, other] = [await held(), await held(), await held()];
  for (const { reservationId } of [overdue, other]) await moveDeadline(reservationId, -1);
  const swept = await Promise.all(Array.from({ length: 5 }, () => expireOverdueHolds(system)));
  expect(swept.reduce((sum, ended) => sum + ended, 0)).toBe(2);
  expect(await eventNames(overdue.reservationId)).toEqual(["reservation.held", "reservation.expired"]);
  expect(await eventNames(live.reservationId)).toEqual(["reservation.held"]);
  expect(await unitCounts(overdue.flight)).toMatchObject({ held: 0, free: 60 });
});

test("the sweep goes on after holds that have ended before", async () => {
  await expireOverdueHolds(system);
  const [ended, overdue] = [await held(), await held()];
  await releaseHold(ended.ctx, ended);
  await moveDeadline(ended.reservationId, -60_000);
  await moveDeadline(overdue.reservationId, -1);
  expect(await expireOverdueHolds(system, 1)).toBe(1);
});

test("the sweep ends the other holds when one cannot be ended, and reports that one", async () => {
  await expireOverdueHolds(system);
  const [broken, first, second] = [await held(), await held(), await held()];
  for (const [n, h] of [broken, first, second].entries()) await moveDeadline(h.reservationId, -10_000 + n);
  const reports: { id: string; error: string | null }[] = [];
  const report = async ({ id, error }: { id: string; error: string | null }) =>
    void reports.push({ id, error });
  await database().execute(sql`
    create function reservation.refuse_end() returns trigger language plpgsql as
      $$ begin raise exception 'this hold cannot be ended'; end $$`);
  await database().execute(
    sql.raw(`create trigger refuse_end before update on reservation.reservations for each row
      when (new.id = '${broken.reservationId}' and new.status = 'EXPIRED') execute function reservation.refuse_end()`),
  );
  // The sweep reads lists of one, so that the next list begins with this hold.
  for (const limit of [1, 200]) expect(await expireOverdueHolds({ ...system, report }, limit)).toBe(1);
  await database().execute(sql`drop function reservation.refuse_end cascade`);
  const failed = reports.filter(({ error }) => error !== null);
  expect(new Set(failed.map(({ id }) => id))).toEqual(new Set([broken.reservationId]));
  expect(reports.filter(({ error }) => error === null).map(({ id }) => id)).toEqual([
    first.reservationId,
    second.reservationId,
  ]);
  expect(await expireOverdueHolds(system)).toBe(1);
});

import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { booked, drainedBy, held, member } from "@/inngest/testing/bookings";
import { startEngine, type TestEngine } from "@/inngest/testing/engine";
import { forgetSagas } from "@/server/assurance";
import { sagaOfReservation } from "@/server/assurance/queries";
import { historyDrift, historyOfReservation } from "@/server/history/queries";
import { startSmtp, type TestSmtp } from "@/server/notification/testing/smtp";
import { cancelReservation, quoteRefundOf, releaseHold } from "@/server/reservation";
import { flightOnSale, policies } from "@/server/reservation/testing/fixtures";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";

vi.setConfig({ testTimeout: 180_000 });

vi.mock("@/server/payment/stripe-gateway", () => import("@/inngest/testing/refunding-gateway"));

let engine: TestEngine;
let smtp: TestSmtp;
let afterCommit: () => Promise<void>;
const system = systemContext("test");
const admin: RequestContext = {
  actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "" },
};

beforeAll(async () => {
  smtp = await startSmtp();
  process.env.SMTP_URL = smtp.url;
  engine = await startEngine();
  ({ afterCommit } = await import("@/inngest/relay/after-commit"));
  await policies();
});
afterAll(async () => {
  await engine.stop();
  await smtp.stop();
  await closeDatabase();
});

/** Moves all recorded moments `days` into the past. */
const daysLater = async (days: number) => {
  for (const [table, column] of [
    ["shared.outbox", "occurred_at"],
    ["shared.outbox", "published_at"],
    ["history.entries", "occurred_at"],
    ["reservation.flights", "departs_at"],
  ])
    await database().execute(sql`update ${sql.raw(table!)} set ${sql.raw(column!)} =
      ${sql.raw(column!)} - make_interval(days => ${days})`);
};

test("the events of bookings are deleted one by one as they become old, and all laws hold at every moment", async () => {
  const ctx = await member();
  const flight = await flightOnSale({ departsInDays: 10 });
  const given = await held(ctx, flight);
  await releaseHold(ctx, given);
  const flown = await booked(ctx, flight);
  const cancelled = await booked(ctx, await flightOnSale({ departsInDays: 40 }));
  await drainedBy(afterCommit);
  const { quoteId } = await quoteRefundOf(ctx, cancelled);
  await cancelReservation(ctx, { ...cancelled, quoteId });
  await drainedBy(afterCommit);
  const [events, attempts] = [sql`shared.outbox`, sql`assurance.step_attempts`];
  const left = async (table: typeof events, { reservationId }: { reservationId: string }) => {
    const { rows } = await database().execute(
      sql`select from ${table} where correlation_id = ${reservationId}`,
    );
    return rows.length > 0;
  };
  const kept = () => Promise.all([given, flown, cancelled].map((r) => left(events, r)));
  const forgets = async (): Promise<number> => {
    const forgotten = await forgetSagas(system);
    await drainedBy(afterCommit);
    expect(await historyDrift(system)).toMatchObject({ missing: 0, different: 0, surplus: 0 });
    return forgotten;
  };

  await daysLater(29);
  expect([await forgets(), await kept()]).toEqual([0, [true, true, true]]);
  await daysLater(2);
  expect([await forgets(), await kept()]).toEqual([1, [false, true, true]]);
  // One flight left 374 days ago, the other 344 days ago.
  await daysLater(353);
  expect([await forgets(), await kept()]).toEqual([1, [false, false, true]]);
  await daysLater(30);
  expect([await forgets(), await kept()]).toEqual([1, [false, false, false]]);

  expect(await left(attempts, flown)).toBe(false);
  expect(await sagaOfReservation(admin, flown.reservationId)).toEqual([]);
  // The customer's timeline is a separate copy.
  expect((await historyOfReservation(system, flown.reservationId)).length).toBeGreaterThan(3);
  expect(await forgets()).toBe(0);
});

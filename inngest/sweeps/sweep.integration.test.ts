import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { sagaOfReservation } from "@/server/assurance/queries";
import { expireOverdueHolds } from "@/server/reservation";
import { customer, flightOnSale, hold, named, policies } from "@/server/reservation/testing/fixtures";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { sweepContext } from "./sweep";

const admin: RequestContext = {
  actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "" },
};

beforeAll(policies);
afterAll(closeDatabase);

const journal = async () => {
  const { rows } = await database().execute(sql`select from assurance.step_attempts`);
  return rows.length;
};

test("a sweep journals the holds that it ended, and nothing when there was nothing to do", async () => {
  const sweeping = sweepContext("expire-overdue-holds");
  const flightId = await flightOnSale();
  const ctx = customer();
  const { reservationId } = await hold(ctx, flightId, named);
  expect(await expireOverdueHolds(sweeping)).toBe(0);
  expect(await journal()).toBe(0);

  await database().execute(sql`update reservation.reservations
    set payment_deadline = now() - interval '1 second' where id = ${reservationId}`);
  expect(await expireOverdueHolds(sweeping)).toBe(1);
  expect(await sagaOfReservation(admin, reservationId)).toMatchObject([
    { kind: "EVENT", name: "reservation/reservation.held" },
    {
      kind: "SWEEP",
      name: "expire-overdue-holds",
      attempts: [{ step: "expire-hold", attempt: 0, outcome: "SUCCEEDED", runId: reservationId }],
    },
    { kind: "EVENT", name: "reservation/reservation.expired" },
  ]);
  expect(await expireOverdueHolds(sweeping)).toBe(0);
  expect(await journal()).toBe(1);
});

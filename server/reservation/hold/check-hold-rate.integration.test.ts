import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { holdSeats, releaseHold } from "@/server/reservation";
import {
  customer,
  eventNames,
  flightOnSale,
  policiesWith,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";
import { secondsToNextHold } from "./check-hold-rate";

/** Runs between a request's first count and its claim. */
const afterFacts: (() => Promise<void>)[] = [];
vi.mock("./hold-facts", async (original) => {
  const real = await original<typeof import("./hold-facts")>();
  const holdFacts: typeof real.holdFacts = async (...of) => {
    const facts = await real.holdFacts(...of);
    await afterFacts.shift()?.();
    return facts;
  };
  return { ...real, holdFacts };
});

/** The number of claims: each locks the units that it finds. */
const claims = vi.fn();
vi.mock("./write-hold", async (original) => {
  const real = await original<typeof import("./write-hold")>();
  const writeHold: typeof real.writeHold = (...of) => {
    claims();
    return real.writeHold(...of);
  };
  return { ...real, writeHold };
});

beforeAll(() => policiesWith({ holdsPerHour: 3 }));
afterAll(closeDatabase);

const hold = (ctx: RequestContext, flightId: number, brand = "STANDARD", idempotencyKey = uuidv7()) =>
  holdSeats(ctx, { segments: [{ flightId, brand: brand as "STANDARD" }], adults: 1, idempotencyKey });

/** Moves the making of a hold to so many minutes ago. */
const madeEarlier = (reservationId: string, minutes: number) =>
  database().execute(sql`
    update reservation.reservations set held_at = now() - make_interval(mins => ${minutes})
    where id = ${reservationId}`);

const refusalOf = (p: Promise<unknown>) =>
  p.then(
    () => null,
    (e: { code: string; details: object }) => ({ code: e.code, ...e.details }),
  );

test("all holds of an hour count, also those that were replaced or released", async () => {
  const ctx = customer();
  const flight = await flightOnSale();
  const first = await hold(ctx, flight);
  await hold(ctx, flight, "SAVER");
  const third = await hold(ctx, flight);
  claims.mockClear();
  expect(await codeOf(hold(ctx, flight, "SAVER"))).toBe("RATE_LIMITED");
  // The first count knows it already: nothing is claimed, and the existing hold stays.
  expect(claims).not.toHaveBeenCalled();
  expect(await eventNames(third.reservationId)).toEqual(["reservation.held"]);
  await releaseHold(ctx, third);
  await madeEarlier(first.reservationId, 50);
  const { code, retryAfterSeconds } = (await refusalOf(hold(ctx, flight))) as Record<string, unknown>;
  expect(code).toBe("RATE_LIMITED");
  expect(retryAfterSeconds).toBeGreaterThan(590);
  expect(retryAfterSeconds).toBeLessThanOrEqual(600);
  expect(await unitCounts(flight)).toMatchObject({ held: 0 });
  await madeEarlier(first.reservationId, 61);
  expect(await codeOf(hold(ctx, flight))).toBe("OK");
  expect(await codeOf(hold(customer(), flight))).toBe("OK");
});

test("asking again for the same hold returns it, however often", async () => {
  const ctx = customer();
  const flight = await flightOnSale();
  const key = uuidv7();
  for (let n = 0; n < 2; n++) await releaseHold(ctx, await hold(ctx, flight));
  const held = await hold(ctx, flight, "STANDARD", key);
  expect(await hold(ctx, flight, "STANDARD", key)).toEqual(held);
  expect(await hold(ctx, flight)).toEqual(held);
});

test("holds are counted again with the claim, because requests of one moment do not see each other", async () => {
  const ctx = customer();
  const flight = await flightOnSale();
  afterFacts.push(async () => {
    for (let n = 0; n < 3; n++) await releaseHold(ctx, await hold(ctx, flight));
  });
  expect(await codeOf(hold(ctx, flight))).toBe("RATE_LIMITED");
  expect(await unitCounts(flight)).toMatchObject({ held: 0 });
});

test("the count reads only the newest holds, by their index", async () => {
  const [ctx, flight] = [customer(), await flightOnSale()];
  const { reservationId } = await hold(ctx, flight);
  const plan = await database().transaction(async (tx) => {
    // Most customers have one hold each; some have many old ones.
    await tx.execute(sql`
      insert into reservation.reservations (id, locator, status, customer_id, client_key, idempotency_key, locale,
        contact_email, adults, children, infants, total_amount, payment_deadline, price_guaranteed_until, held_at)
      select gen_random_uuid(), 'PLAN' || n, 'EXPIRED', case when n % 5 = 0 then r.customer_id else gen_random_uuid() end,
        r.client_key, 'plan-' || n, r.locale, r.contact_email, 1, 0, 0, 0, now(), now(), now() - make_interval(hours => n)
      from reservation.reservations r, generate_series(1, 5000) n where r.id = ${reservationId}`);
    await tx.execute(sql`analyze reservation.reservations`);
    const { rows } = await tx.execute(sql`explain select ${secondsToNextHold(ctx.actor.id, 3)}`);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  expect(plan).toMatch(/using reservations_customer/);
  expect(plan).toMatch(/Index Cond: .*held_at > /);
});

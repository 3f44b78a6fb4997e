import { sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { checkLaws } from "./check-laws";
import { monitoringFigures } from "./queries";

const system = systemContext("test");
const endpointId = uuidv7();
const orderKey = uuidv7();

afterAll(closeDatabase);
beforeEach(async () => {
  await database().execute(sql`truncate webhooks.endpoints, webhooks.deliveries, webhooks.attempts`);
  await database().execute(sql`
    insert into webhooks.endpoints (id, name, url, state) values (${endpointId}, 'P', 'https://p.example/', 'ACTIVE')`);
  await database().execute(sql`
    insert into webhooks.deliveries
      (endpoint_id, event_id, event_type, order_key, occurred_at, state, next_try_at)
    select ${endpointId}, gen_random_uuid(), 'reservation.created', ${orderKey}, now() - interval '10 minutes', 'PENDING',
      now() - interval '10 minutes' from generate_series(1, 2)`);
});

const backlog = async () => (await checkLaws()).find(({ law }) => law === "L7");

test("a webhook that nobody tries for five minutes breaks the law of the backlog; one that waits for another does not count", async () => {
  expect(await backlog()).toMatchObject({ ok: false, figures: { webhooks: 1 } });
  const figures = await monitoringFigures(system);
  const queue = figures.queues.find((each) => each.queue === "webhooks");
  expect(queue?.waiting).toBe(1);
  expect(queue?.oldestSeconds).toBeGreaterThanOrEqual(600);
  expect(figures).toMatchObject({ webhooksWaiting: 2, webhookEndpoints: 1, webhookEndpointsFailing: 0 });
  expect(figures.webhookOldestSeconds).toBeGreaterThanOrEqual(600);
});

test("a partner's server that fails breaks no law, and has figures of its own", async () => {
  await database().execute(sql`
    update webhooks.endpoints set last_tried_at = now(), failing_since = now() - interval '2 hours'`);
  expect((await backlog())?.ok).toBe(true);
  await database().execute(sql`update webhooks.endpoints set last_tried_at = now() - interval '1 hour'`);
  await database().execute(sql`update webhooks.deliveries set next_try_at = now() + interval '1 hour'
    where id = (select min(id) from webhooks.deliveries)`);
  expect(await backlog()).toMatchObject({ ok: true, figures: { webhooks: 0 } });
  const figures = await monitoringFigures(system);
  expect(figures.webhookEndpointsFailing).toBe(1);
  expect(figures.webhookFailingSeconds).toBeGreaterThanOrEqual(7_200);
});

test("what a disabled endpoint has left counts nowhere", async () => {
  await database().execute(sql`
    update webhooks.endpoints set state = 'DISABLED', disabled_cause = 'STAFF', disabled_at = now()`);
  expect(await backlog()).toMatchObject({ ok: true, figures: { webhooks: 0 } });
  expect(await monitoringFigures(system)).toMatchObject({ webhooksWaiting: 0, webhookEndpoints: 0 });
});

test("events that were given up and endpoints that ended count for a day", async () => {
  const figures = async () => {
    const { webhooksGivenUp, webhookEndpointsEnded } = await monitoringFigures(system);
    return [webhooksGivenUp, webhookEndpointsEnded];
  };
  expect(await figures()).toEqual([0, 0]);
  const giveUp = (cause: string, age: string) =>
    database().execute(sql`
      update webhooks.deliveries set state = 'GIVEN_UP', given_up_cause = ${cause}, next_try_at = now() - ${age}::interval`);
  await giveUp("EXHAUSTED", "23 hours");
  expect(await figures()).toEqual([2, 0]);
  await giveUp("UNREADABLE", "25 hours");
  expect(await figures()).toEqual([0, 0]);
  // Those of a disabled endpoint and tests are nothing to look after.
  for (const cause of ["DISABLED", "PING"]) {
    await giveUp(cause, "1 minute");
    expect(await figures()).toEqual([0, 0]);
  }
  const end = (cause: string, age: string) =>
    database().execute(sql`
      update webhooks.endpoints set state = 'DISABLED', disabled_cause = ${cause}, disabled_at = now() - ${age}::interval`);
  for (const [cause, age, ended] of [
    ["FAILURES", "23 hours", 1],
    ["GONE", "1 minute", 1],
    ["FAILURES", "25 hours", 0],
    ["STAFF", "1 minute", 0],
  ] as const) {
    await end(cause, age);
    expect(await figures()).toEqual([0, ended]);
  }
});

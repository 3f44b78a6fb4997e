import http from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import type { Pump } from "@/inngest/relay/pump";
import { checkLaws } from "@/server/assurance/check-laws";
import { engineRegistration } from "@/server/assurance/queries";
import { reservationCreated } from "@/server/reservation/events";
import { systemContext } from "@/server/shared/context";
import { expectReceipts } from "@/server/shared/deliveries";
import { created, recorded, reservationData } from "@/server/shared/testing/events";

const system = systemContext("test");

/** The two endpoints of an engine, with the answers of the official server. */
const engine = {
  register: { status: 200, body: JSON.stringify({ ok: true, modified: true }) },
  registrations: 0,
  events: [] as string[],
};
const accepts = (modified = true) => ({ status: 200, body: JSON.stringify({ ok: true, modified }) });
const refuses = {
  status: 400,
  body: '{"error":"At least one function is invalid","data":null,"status":400}\n',
};
const server = http.createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body: unknown = JSON.parse(Buffer.concat(chunks).toString() || "null");
  if (request.url === "/fn/register") {
    engine.registrations += 1;
    response.writeHead(engine.register.status).end(engine.register.body);
    return;
  }
  const events = (Array.isArray(body) ? body : [body]) as { id: string }[];
  engine.events.push(...events.map(({ id }) => id));
  response.writeHead(200).end(JSON.stringify({ ids: events.map(({ id }) => id), status: 200 }));
});

let registration: Pump;
let afterCommit: () => Promise<void>;
let registered: typeof import("./engine-state");
let name = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  name = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.INNGEST_BASE_URL = name;
  ({ afterCommit } = await import("@/inngest/relay/after-commit"));
  registered = await import("./engine-state");
});
beforeEach(async () => {
  await registration?.stop();
  Object.assign(engine, { register: accepts(), registrations: 0, events: [] });
  delete (globalThis as { msaRegisteredAt?: string }).msaRegisteredAt;
  await database().execute(sql`truncate assurance.engine_registrations, shared.outbox, shared.deliveries`);
});
afterAll(async () => {
  await registration?.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await closeDatabase();
});

/** Starts the registration as a process does when it starts. */
async function started(): Promise<void> {
  const { keepRegistered } = await import("./keep-registered");
  registration = keepRegistered();
  await registration.settled();
}

const anEvent = async () => (await recorded(reservationCreated, created(reservationData()))).eventId;
const brokenL7 = async () => {
  const law = (await checkLaws()).find((report) => report.law === "L7");
  return law?.violations.filter(({ rule }) => rule === "the event engine accepts our functions") ?? [];
};

test("the functions are registered once; events wait for the engine's answer and are published after it", async () => {
  const eventId = await anEvent();
  await afterCommit();
  expect(engine.events).toEqual([]);
  expect(await registered.engineState()).toBe("unregistered");
  await started();
  await expect.poll(() => engine.events).toEqual([eventId]);
  expect(await registered.engineState()).toBe("accepted");
  expect(await engineRegistration(system, name)).toMatchObject({ state: "ACCEPTED", reason: null });
  await registration.nudge();
  expect(engine.registrations).toBe(1);
});

test("a refusal is stored with its reason, violates the law, and holds events back until it is repaired", async () => {
  engine.register = refuses;
  const eventId = await anEvent();
  await started();
  await afterCommit();
  expect(engine.events).toEqual([]);
  expect(await registered.engineState()).toBe("refused");
  expect(await engineRegistration(system, name)).toMatchObject({
    state: "REFUSED",
    reason: "At least one function is invalid",
    acceptedAt: null,
  });
  expect(await brokenL7()).toMatchObject([{ engine: name, reason: "At least one function is invalid" }]);
  engine.register = accepts();
  await registration.nudge();
  await expect.poll(() => engine.events).toEqual([eventId]);
  expect(await brokenL7()).toEqual([]);
});

test("a wrong key is a refusal too", async () => {
  engine.register = { status: 401, body: "Authentication failed" };
  await started();
  expect(await engineRegistration(system, name)).toMatchObject({ state: "REFUSED" });
});

test("an engine that is down has not answered: the registration is repeated soon", async () => {
  engine.register = { status: 500, body: '{"error":"internal","status":500}' };
  await started();
  expect(await engineRegistration(system, name)).toBeNull();
  engine.register = accepts();
  await expect.poll(() => registered.engineState(), { timeout: 10_000 }).toBe("accepted");
});

test("a refused build still publishes, because the engine keeps the functions that it accepted before", async () => {
  await started();
  await registration.stop();
  await database().execute(
    sql`update assurance.engine_registrations set functions_hash = 'of another build'`,
  );
  engine.register = refuses;
  await started();
  expect(await registered.engineState()).toBe("refused");
  const eventId = await anEvent();
  await afterCommit();
  expect(engine.events).toEqual([eventId]);
});

test("an engine that has forgotten our functions is registered with again, and gets the events that it dropped", async () => {
  await started();
  await registration.stop();
  const eventId = await anEvent();
  await expectReceipts([{ eventId, consumer: "credit-miles-on-reservation-created" }]);
  const inVain = sql`update shared.deliveries set tries = 3, next_try_at = now() + interval '1 hour'`;
  await database().execute(sql`update shared.outbox set published_at = now()`);
  await database().execute(inVain);
  const longAgo = sql`update assurance.engine_registrations set asked_at = now() - interval '11 minutes'`;
  engine.register = accepts(false);
  await started();
  // The engine was asked a moment ago.
  expect(engine.registrations).toBe(1);
  await database().execute(longAgo);
  await registration.nudge();
  expect(engine.registrations).toBe(2);
  expect(engine.events).toEqual([]);
  engine.register = accepts(true);
  await database().execute(longAgo);
  await registration.nudge();
  await expect.poll(() => engine.events, { timeout: 10_000 }).toEqual([eventId]);
});

test("two builds do not replace each other in turn: the one that started last stays registered", async () => {
  await started();
  await database().execute(
    sql`update assurance.engine_registrations set functions_hash = 'of a newer build'`,
  );
  await registration.nudge();
  expect(engine.registrations).toBe(1);
});

test("an engine that calls a function knows our functions, whoever registered them", async () => {
  const eventId = await anEvent();
  await registered.noteEngineKnowsFunctions(system);
  await afterCommit();
  expect(engine.events).toEqual([eventId]);
  await started();
  expect(await engineRegistration(system, name)).toMatchObject({ state: "ACCEPTED" });
  expect(engine.registrations).toBe(1);
});

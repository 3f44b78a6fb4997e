import { sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { reservationCancelled, reservationCreated } from "@/server/reservation/events";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { cancelled, created, recorded, reservationData } from "@/server/shared/testing/events";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import {
  changeEndpoint,
  deliverPing,
  redeliverEvent,
  redeliverMissed,
  registerEndpoint,
  rotateSecret,
  switchEndpoint,
} from ".";
import { getDelivery, getEndpoint, listDeliveries, listEndpoints } from "./queries";
import type { RegisterEndpointInput } from "./schemas";
import { deliverDue, deliveriesOf, endpoint, endpointRow, fanOut } from "./testing/endpoints";
import { startReceiver } from "./testing/receiver";

vi.stubEnv("WEBHOOKS_ALLOW_PRIVATE", "true");

const admin = staff();
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeEach(async () => {
  await database().execute(
    sql`truncate webhooks.endpoints, webhooks.deliveries, webhooks.attempts, webhooks.secrets`,
  );
  await database().execute(sql`delete from shared.rate_limits`);
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());
afterAll(closeDatabase);

const createdEvent = (r = reservationData()) => recorded(reservationCreated, created(r), r.reservationId);
const cancelledEvent = (r: ReturnType<typeof reservationData>) =>
  recorded(reservationCancelled, cancelled(r), r.reservationId);
const auditOf = async (endpointId: string) => {
  const { rows } = await database().execute<{ action: string; after: Record<string, unknown> | null }>(sql`
    select action, after from shared.audit_log where entity_id = ${endpointId} order by id`);
  return rows;
};

describe("an endpoint is registered", () => {
  const input = (part: Partial<RegisterEndpointInput> = {}): RegisterEndpointInput => ({
    ...{
      key: uuidv7(),
      name: "제휴사",
      url: receiver.url,
      eventTypes: ["reservation.created"],
      account: null,
    },
    ...part,
  });

  test("once per key, with a secret that the database does not show", async () => {
    const asked = input();
    const first = await registerEndpoint(admin, asked);
    expect(await registerEndpoint(admin, asked)).toEqual(first);
    expect(first.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await codeOf(registerEndpoint(admin, { ...asked, name: "Other" }))).toBe("CONFLICT");
    expect(await listEndpoints(admin)).toMatchObject([
      { name: "제휴사", url: receiver.url, eventTypes: ["reservation.created"], state: "ACTIVE", waiting: 0 },
    ]);
    const { rows } = await database().execute<{ sealed: string }>(
      sql`select encode(sealed, 'escape') as sealed from webhooks.secrets`,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.sealed).not.toContain(first.secret.slice(6, 20));
    const audited = await auditOf(first.endpointId);
    expect(audited.map(({ action }) => action)).toEqual(["register-webhook-endpoint"]);
    expect(JSON.stringify(audited)).not.toContain("whsec_");
  });

  test.each([
    [{ name: "" }, { name: "required" }],
    [{ name: "x".repeat(61) }, { name: "tooBig" }],
    [{ eventTypes: [] }, { eventTypes: "required" }],
    [{ eventTypes: ["message.sent"] }, { "eventTypes.0": "invalid" }],
    [{ url: "partner" }, { url: "urlInvalid" }],
  ])("not with %j", async (part, fields) => {
    expect(await fieldsOf(registerEndpoint(admin, input(part)))).toEqual(fields);
  });

  test("at most thirty times in a minute by one person", async () => {
    const tries = Array.from({ length: 31 }, () => codeOf(registerEndpoint(admin, input())));
    const codes = await Promise.all(tries);
    // A minute may end in between.
    expect(codes.filter((code) => code !== "OK" && code !== "RATE_LIMITED")).toEqual([]);
    const again = await Promise.all(
      Array.from({ length: 31 }, () => codeOf(registerEndpoint(admin, input()))),
    );
    expect([...codes, ...again]).toContain("RATE_LIMITED");
  });
});

test("an endpoint is changed once per version; what waits goes to the new address", async () => {
  const { endpointId } = await endpoint("http://127.0.0.1:1/");
  const { eventId } = await createdEvent();
  await fanOut();
  const { version } = await getEndpoint(admin, endpointId);
  const change = { endpointId, version, name: "New", url: receiver.url, eventTypes: null, account: null };
  await changeEndpoint(admin, change);
  expect(await codeOf(changeEndpoint(admin, change))).toBe("CONFLICT");
  expect(await codeOf(changeEndpoint(admin, { ...change, endpointId: uuidv7() }))).toBe("NOT_FOUND");
  await deliverDue();
  expect(receiver.ids()).toEqual([eventId]);
  expect((await auditOf(endpointId)).at(-1)).toMatchObject({
    ...{ action: "change-webhook-endpoint", after: { name: "New", url: receiver.url } },
  });
});

const rotate = (endpointId: string, keepHours: number, key = uuidv7()) =>
  rotateSecret(admin, { endpointId, key, keepHours });

describe("a secret that is replaced", () => {
  const signs = async (endpointId: string) => (await getEndpoint(admin, endpointId)).secrets.length;

  test("is replaced once per key of the form: pressed twice, or sent again after a lost answer", async () => {
    const { endpointId } = await endpoint(receiver.url);
    const key = uuidv7();
    const [first, again] = await Promise.all([rotate(endpointId, 24, key), rotate(endpointId, 24, key)]);
    expect(again).toEqual(first);
    expect(await signs(endpointId)).toBe(2);
    // Ten minutes later nobody sees it.
    await database().execute(sql`update webhooks.secrets set created_at = now() - interval '11 minutes'`);
    expect(await codeOf(rotate(endpointId, 24, key))).toBe("CONFLICT");
  });

  test("still signs when a second tab replaces it again: that is refused, unless all are to end", async () => {
    const { endpointId } = await endpoint(receiver.url);
    const [one, other] = await Promise.all([
      fieldsOf(rotate(endpointId, 24)),
      fieldsOf(rotate(endpointId, 72)),
    ]);
    expect([one, other]).toContainEqual({ keepHours: "twoSigningSecrets" });
    expect(await signs(endpointId)).toBe(2);
    await rotate(endpointId, 0);
    expect(await signs(endpointId)).toBe(1);
    // What has ended is in nobody's way.
    await rotate(endpointId, 1);
    await database().execute(sql`update webhooks.secrets set ends_at = now() where ends_at is not null`);
    await rotate(endpointId, 1);
    expect(await signs(endpointId)).toBe(2);
  });

  test("is not shown to a form of another endpoint, nor once it was replaced", async () => {
    const [{ endpointId }, other] = [await endpoint(receiver.url), await endpoint(receiver.url)];
    const key = uuidv7();
    await rotate(endpointId, 0, key);
    expect(await codeOf(rotate(other.endpointId, 0, key))).toBe("CONFLICT");
    await rotate(endpointId, 1);
    expect(await codeOf(rotate(endpointId, 1, key))).toBe("CONFLICT");
  });
});

test("while a secret takes the place of another, both sign; afterwards only the new one does", async () => {
  const { endpointId, secret: old } = await endpoint(receiver.url);
  const { secret: next } = await rotate(endpointId, 24);
  await createdEvent();
  await fanOut();
  await deliverDue();
  const accepts = (secret: string) => {
    const { text, headers } = receiver.received.at(-1) ?? { text: "", headers: {} };
    try {
      new Webhook(secret).verify(text, headers);
      return true;
    } catch {
      return false;
    }
  };
  expect([accepts(old), accepts(next)]).toEqual([true, true]);
  expect((await getEndpoint(admin, endpointId)).secrets.map(({ endsAt }) => endsAt !== null)).toEqual([
    false,
    true,
  ]);

  await database().execute(sql`update webhooks.secrets set ends_at = now() where ends_at is not null`);
  await createdEvent();
  await fanOut();
  await deliverDue();
  expect([accepts(old), accepts(next)]).toEqual([false, true]);

  // A leaked secret ends at once, also while another one is replaced.
  const { secret: third } = await rotate(endpointId, 72);
  const { secret: fourth } = await rotate(endpointId, 0);
  await createdEvent();
  await fanOut();
  await deliverDue();
  expect([next, third, fourth].map(accepts)).toEqual([false, false, true]);
  const { secret: last } = await rotate(endpointId, 0);
  await createdEvent();
  await fanOut();
  await deliverDue();
  expect([third, fourth, last].map(accepts)).toEqual([false, false, true]);
  expect(JSON.stringify(await auditOf(endpointId))).not.toContain("whsec_");
});

describe("a test", () => {
  test("is sent at once, signed, and shows the answer, also to a disabled endpoint", async () => {
    const { endpointId, secret } = await endpoint(receiver.url);
    await switchEndpoint(admin, { endpointId, state: "DISABLED" });
    receiver.answers(() => ({ status: 200, body: "ok" }));
    expect(await deliverPing(admin, { endpointId })).toMatchObject({
      status: 200,
      failure: null,
      excerpt: "ok",
    });
    const [ping] = receiver.received;
    expect(ping?.body).toMatchObject({ type: "ping", data: {} });
    new Webhook(secret).verify(ping?.text ?? "", ping?.headers ?? {});
    expect(await deliveriesOf(endpointId)).toMatchObject([{ type: "ping", state: "DELIVERED", tries: 1 }]);
  });

  test("that fails is not tried again and says nothing about the endpoint", async () => {
    const { endpointId } = await endpoint(receiver.url);
    receiver.answers(() => 410);
    expect(await deliverPing(admin, { endpointId })).toMatchObject({ status: 410, failure: "STATUS" });
    expect(await deliveriesOf(endpointId)).toMatchObject([{ state: "GIVEN_UP", cause: "PING" }]);
    expect(await endpointRow(endpointId)).toEqual({ state: "ACTIVE", cause: null, failing: false });
    await deliverDue();
    expect(receiver.received).toHaveLength(1);
  });
});

describe("what was given up", () => {
  async function missed() {
    const { endpointId } = await endpoint(receiver.url);
    await switchEndpoint(admin, { endpointId, state: "DISABLED" });
    const r = reservationData();
    const events = [(await createdEvent(r)).eventId, (await cancelledEvent(r)).eventId];
    await fanOut();
    return { endpointId, events, since: new Date(Date.now() - 3_600_000) };
  }

  test("is sent again since a moment, in order, once the endpoint is enabled", async () => {
    const { endpointId, events, since } = await missed();
    expect(await codeOf(redeliverMissed(admin, { endpointId, since }))).toBe("CONFLICT");
    await switchEndpoint(admin, { endpointId, state: "ACTIVE" });
    receiver.answers(() => 500);
    await deliverPing(admin, { endpointId });
    receiver.answers(() => 204);
    const later = new Date(Date.now() + 3_600_000);
    expect(await redeliverMissed(admin, { endpointId, since: later })).toEqual({ queued: 0, more: false });
    expect(await redeliverMissed(admin, { endpointId, since })).toEqual({ queued: 2, more: false });
    await deliverDue();
    expect(receiver.ids().slice(1)).toEqual(events);
  });

  test("or delivered is sent again one by one", async () => {
    const { endpointId, events } = await missed();
    const [first] = await deliveriesOf(endpointId);
    const one = { endpointId, deliveryId: first?.id ?? 0 };
    expect(await codeOf(redeliverEvent(admin, one))).toBe("CONFLICT");
    await switchEndpoint(admin, { endpointId, state: "ACTIVE" });
    await redeliverEvent(admin, one);
    await deliverDue();
    await redeliverEvent(admin, one);
    await deliverDue();
    expect(receiver.ids()).toEqual([events[0], events[0]]);
    const foreign = await endpoint(receiver.url);
    expect(await codeOf(redeliverEvent(admin, { ...one, endpointId: foreign.endpointId }))).toBe("NOT_FOUND");
    expect(await codeOf(redeliverEvent(admin, { ...one, deliveryId: 0 }))).toBe("INVALID_INPUT");
  });
});

describe("the log of deliveries", () => {
  test("is narrowed by state, type and reservation, paged, and shows what was sent and answered", async () => {
    const { endpointId } = await endpoint(receiver.url);
    const r = reservationData();
    await createdEvent(r);
    await cancelledEvent(r);
    await createdEvent({ ...reservationData(), locator: "ZZZZZZ" });
    await fanOut();
    await deliverDue();
    await createdEvent(r);
    await fanOut();
    const count = async (part: object) => (await listDeliveries(admin, { endpointId, ...part })).rows.length;
    expect(await count({})).toBe(4);
    expect(await count({ state: "PENDING" })).toBe(1);
    expect(await count({ state: "nonsense", cursor: "nonsense" })).toBe(4);
    expect(await count({ type: "reservation.cancelled" })).toBe(1);
    expect(await count({ order: ` ${r.locator.toLowerCase()} ` })).toBe(3);
    expect(await count({ order: r.reservationId })).toBe(3);
    expect(await count({ order: uuidv7() })).toBe(0);
    const page = await listDeliveries(admin, { endpointId }, 3);
    const rest = await listDeliveries(admin, { endpointId, cursor: page.nextCursor }, 3);
    expect([page.rows.length, rest.rows.length, rest.nextCursor]).toEqual([3, 1, null]);
    const oldest = await getDelivery(admin, rest.rows[0]?.id ?? 0);
    expect(oldest).toMatchObject({
      ...{ state: "DELIVERED", endpointName: "Partner", attempts: [{ status: 204, failure: null }] },
    });
    expect(oldest.body).toBe(receiver.received.find(({ body }) => body.id === oldest.eventId)?.text);
    expect(await codeOf(getDelivery(admin, 1_000_000_000))).toBe("NOT_FOUND");
    expect(await listEndpoints(admin)).toMatchObject([{ tries: 3, successes: 3, waiting: 1 }]);
  });
});

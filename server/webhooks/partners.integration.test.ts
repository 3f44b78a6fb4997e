import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { reservationCreated } from "@/server/reservation/events";
import { flightCancelled } from "@/server/schedule/events";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { created, recorded, reservationData } from "@/server/shared/testing/events";
import { codeOf } from "@/server/shared/testing/outcome";
import {
  changeEndpoint,
  deliverPing,
  redeliverMissed,
  registerEndpoint,
  rotateSecret,
  switchEndpoint,
} from ".";
import { getEndpoint } from "./queries";
import { deliverDue, deliveriesOf, endpoint, endpointRow, fanOut } from "./testing/endpoints";
import { type Reply, startReceiver } from "./testing/receiver";

vi.stubEnv("WEBHOOKS_ALLOW_PRIVATE", "true");

const admin = staff();
let reply: Reply = 204;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeEach(async () => {
  await database().execute(
    sql`truncate webhooks.endpoints, webhooks.deliveries, webhooks.attempts, webhooks.secrets`,
  );
  await database().execute(sql`delete from shared.rate_limits`);
  reply = 204;
  receiver = await startReceiver(() => reply);
});
afterEach(() => receiver.stop());
afterAll(closeDatabase);

const createdEvent = (r = reservationData()) => recorded(reservationCreated, created(r), r.reservationId);
const partnerOf = (id: string) => ({ id, email: "partner@example.com" });

test("an endpoint that goes to another partner takes no event of the first one's bookings along", async () => {
  const r = reservationData();
  const { endpointId } = await endpoint(receiver.url, { account: partnerOf(r.customerId) });
  reply = 500;
  await createdEvent(r);
  await fanOut();
  await deliverDue();
  const { version } = await getEndpoint(admin, endpointId);
  const account = partnerOf(uuidv7());
  await changeEndpoint(admin, {
    endpointId,
    version,
    name: "B",
    url: receiver.url,
    eventTypes: null,
    account,
  });
  reply = 204;
  const before = receiver.ids().length;
  await redeliverMissed(admin, { endpointId, since: new Date(Date.now() - 86_400_000) });
  await deliverDue();
  expect([receiver.ids().length, await deliveriesOf(endpointId)]).toEqual([before, []]);
});

test("the endpoint of an account gets events of flights when they were chosen by name", async () => {
  const account = partnerOf(uuidv7());
  const chosen = await endpoint(receiver.url, { account, eventTypes: ["flight.cancelled"] });
  const all = await endpoint(receiver.url, { account });
  await recorded(flightCancelled, {
    ...{ flightId: 1, version: 2, designator: "MA101", departureDate: "2026-12-02", reason: "기상" },
  });
  await createdEvent();
  await fanOut();
  expect((await deliveriesOf(chosen.endpointId)).map(({ type }) => type)).toEqual(["flight.cancelled"]);
  expect(await deliveriesOf(all.endpointId)).toEqual([]);
});

test("a test that succeeds does not make an endpoint well that fails every event", async () => {
  const { endpointId } = await endpoint(receiver.url);
  reply = 500;
  await createdEvent();
  await fanOut();
  await deliverDue();
  expect(await endpointRow(endpointId)).toMatchObject({ failing: true });
  reply = 204;
  await deliverPing(admin, { endpointId });
  expect(await endpointRow(endpointId)).toMatchObject({ failing: true });
});

test("nothing that waited for a disabled endpoint goes out when it is enabled", async () => {
  const { endpointId } = await endpoint(receiver.url);
  await createdEvent();
  await fanOut();
  // As it is when the event is queued at the very moment of the disabling.
  await database().execute(sql`
    update webhooks.endpoints set state = 'DISABLED', disabled_cause = 'STAFF' where id = ${endpointId}`);
  await switchEndpoint(admin, { endpointId, state: "ACTIVE" });
  await deliverDue();
  expect(receiver.ids()).toEqual([]);
  expect((await deliveriesOf(endpointId)).map(({ state, cause }) => [state, cause])).toEqual([
    ["GIVEN_UP", "DISABLED"],
  ]);
});

test("the form of a registration shows the secret again only for a while, and never one that was rotated", async () => {
  const asked = { key: uuidv7(), name: "제휴사", url: receiver.url, eventTypes: null, account: null };
  const { endpointId, secret } = await registerEndpoint(admin, asked);
  expect((await registerEndpoint(admin, asked)).secret).toBe(secret);
  await database().execute(sql`
    update webhooks.endpoints set created_at = created_at - interval '11 minutes' where id = ${endpointId}`);
  expect(await codeOf(registerEndpoint(admin, asked))).toBe("CONFLICT");
  await database().execute(sql`update webhooks.endpoints set created_at = now() where id = ${endpointId}`);
  await rotateSecret(admin, { endpointId, key: uuidv7(), keepHours: 0 });
  expect(await codeOf(registerEndpoint(admin, asked))).toBe("CONFLICT");
});

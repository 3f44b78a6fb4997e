import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { closeDatabase } from "@/db/client";
import { reservationCreated } from "@/server/reservation/events";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { created, recorded, reservationData } from "@/server/shared/testing/events";
import { codeOf } from "@/server/shared/testing/outcome";
import { listMessages, messagesOfReservation, unreadCount } from "./queries";
import { inboxMessage, sentMessage } from "./schemas";
import { queueOne } from "./testing/queue";

afterAll(closeDatabase);

const actor = { id: uuidv7(), email: "", address: "" };
const customer = (id: string): RequestContext => ({ actor: { ...actor, kind: "CUSTOMER", id } });
const admin: RequestContext = { actor: { ...actor, kind: "STAFF", role: "ADMIN" } };
const anyone: RequestContext = { actor: { kind: "ANONYMOUS", address: "" } };

async function notified() {
  const r = reservationData();
  await queueOne(await recorded(reservationCreated, created(r), r.reservationId));
  return { owner: customer(r.customerId), reservationId: r.reservationId };
}

test("an inbox belongs to its reader: a stranger's is empty, and without a session there is none", async () => {
  const { owner } = await notified();
  const stranger = customer(uuidv7());
  expect([(await listMessages(owner, {})).items.length, await unreadCount(owner)]).toEqual([1, 1]);
  expect([(await listMessages(stranger, {})).items.length, await unreadCount(stranger)]).toEqual([0, 0]);
  expect(await codeOf(listMessages(anyone, {}))).toBe("UNAUTHENTICATED");
  expect(await codeOf(unreadCount(anyone))).toBe("UNAUTHENTICATED");
});

test("the messages about a reservation are for its customer and for administrators", async () => {
  const { owner, reservationId } = await notified();
  const channels = async (ctx: RequestContext) =>
    (await messagesOfReservation(ctx, reservationId)).map(({ channel }) => channel);
  expect(await channels(owner)).toEqual(["INBOX", "EMAIL"]);
  expect(await channels(admin)).toEqual(["INBOX", "EMAIL"]);
  expect(await channels(customer(uuidv7()))).toEqual([]);
  expect(await codeOf(messagesOfReservation(anyone, reservationId))).toBe("UNAUTHENTICATED");
});

test("what the queries return fits the schemas, field by field", async () => {
  const { owner, reservationId } = await notified();
  const { items } = await listMessages(owner, {});
  expect(z.array(z.strictObject(inboxMessage.shape)).parse(items)).toEqual(items);
  const sent = await messagesOfReservation(owner, reservationId);
  expect(z.array(z.strictObject(sentMessage.shape)).parse(sent)).toEqual(sent);
});

import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { messages } from "@/db/schema/notification";
import { outbox } from "@/db/schema/shared";
import { reservationCreated } from "@/server/reservation/events";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { created, recorded, reservationData } from "@/server/shared/testing/events";
import { codeOf } from "@/server/shared/testing/outcome";
import {
  deliverMessage,
  deliverMessages,
  deliverOverdueMessages,
  markMessagesRead,
  reportUndeliveredMessage,
} from ".";
import { renewLease, stampSent, takeLeases } from "./lease-mails";
import { listMessages, unreadCount } from "./queries";
import { queueMail } from "./testing/queue";

/** A mail server whose answers the test chooses. */
const { sendMail } = vi.hoisted(() => ({ sendMail: vi.fn() }));
vi.mock("./mail-transport", async (original) => ({
  ...(await original<typeof import("./mail-transport")>()),
  sendMail,
}));

const system = systemContext("test");
beforeEach(async () => {
  await database().execute(sql`truncate notification.messages`);
  sendMail.mockReset().mockResolvedValue(undefined);
});
afterAll(closeDatabase);

async function queued() {
  const r = reservationData();
  const input = await recorded(reservationCreated, created(r), r.reservationId);
  const messageId = await queueMail(input);
  const row = async () => (await database().select().from(messages).where(eq(messages.id, messageId)))[0]!;
  const events = async (name: string) => {
    const about = and(eq(outbox.correlationId, r.reservationId), eq(outbox.name, name));
    const rows = await database().select().from(outbox).where(about);
    return rows.filter(({ data }) => data.channel === "EMAIL").length;
  };
  /** How many seconds the sweep will not try the mail. */
  const restSeconds = async () => ((await row()).leasedUntil?.getTime() ?? 0) / 1_000 - Date.now() / 1_000;
  const leaseEnds = () =>
    database()
      .update(messages)
      .set({ leasedUntil: sql`now() - interval '1 second'` })
      .where(eq(messages.id, messageId));
  return { messageId, customerId: r.customerId, row, events, restSeconds, leaseEnds };
}

const refusal = () => Object.assign(new Error("no such user"), { responseCode: 550 });

describe("the lease of a mail", () => {
  test("that another process took over cannot be recorded as sent by the first process", async () => {
    const m = await queued();
    sendMail.mockImplementationOnce(async () => {
      await m.leaseEnds();
      await deliverMessage(system, m);
    });
    await deliverMessage(system, m);
    expect(await m.events("notification/message.sent")).toBe(1);
    expect(await m.row()).toMatchObject({ status: "SENT", attempts: 2 });
  });

  test("that another process took over cannot be given back by the first process: the mail is not sent a third time", async () => {
    const m = await queued();
    let second: Promise<unknown> = Promise.resolve();
    let letGo = () => {};
    const firstHasFailed = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    sendMail.mockImplementationOnce(async () => {
      await m.leaseEnds();
      await new Promise<void>((resolve) => {
        sendMail.mockImplementationOnce(() => {
          resolve();
          return firstHasFailed;
        });
        second = deliverMessage(system, m);
      });
      throw new Error("timeout");
    });
    await expect(deliverMessage(system, m)).rejects.toThrow("timeout");
    letGo();
    await second;
    expect(await m.row()).toMatchObject({ status: "SENT", attempts: 2, lastError: null });
    expect(await m.events("notification/message.sent")).toBe(1);
  });

  test("ends with the record: a record that is repeated after a lost answer makes no second event", async () => {
    const m = await queued();
    const [message] = await takeLeases([m.messageId]);
    const mail = { message: message!, correlationId: message!.reservationId!, traceparent: null };
    await stampSent(mail);
    await stampSent(mail);
    expect(await m.events("notification/message.sent")).toBe(1);
  });

  test("is renewed when the mail waits long; a lease that another process took over is not used", async () => {
    const [waited, lost] = [await queued(), await queued()];
    const leases = await takeLeases([waited.messageId, lost.messageId]);
    const long = leases.map((lease) => ({ ...lease, leasedAt: performance.now() - 30_000 }));
    const of = (m: { messageId: string }) => long.find(({ id }) => id === m.messageId)!;
    await waited.leaseEnds();
    expect(await renewLease(of(waited))).toBe(true);
    expect(await waited.restSeconds()).toBeGreaterThan(50);
    await lost.leaseEnds();
    await takeLeases([lost.messageId]);
    expect(await renewLease(of(lost))).toBe(false);
    expect(await takeLeases([waited.messageId, lost.messageId])).toEqual([]);
  });

  test("is a minute and a half after a failure, and a day after a refusal of the address", async () => {
    const [failed, refused] = [await queued(), await queued()];
    sendMail.mockRejectedValueOnce(new Error("away")).mockRejectedValueOnce(refusal());
    await expect(deliverMessage(system, failed)).rejects.toThrow("away");
    await expect(deliverMessage(system, refused)).rejects.toThrow("no such user");
    expect(await failed.restSeconds()).toBeGreaterThan(60);
    expect(await failed.restSeconds()).toBeLessThan(120);
    expect(await refused.restSeconds()).toBeGreaterThan(80_000);
  });
});

describe("the sweep", () => {
  test("leaves a mail to the run that has just queued it", async () => {
    const m = await queued();
    expect(await deliverOverdueMessages(system, {})).toEqual({ sent: 0, failed: 0 });
    await m.leaseEnds();
    expect(await deliverOverdueMessages(system, {})).toEqual({ sent: 1, failed: 0 });
  });

  test("does not send mails that were sent long ago", async () => {
    const m = await queued();
    await deliverMessage(system, m);
    await m.leaseEnds();
    expect(await deliverOverdueMessages(system, { budgetSeconds: 1 })).toEqual({ sent: 0, failed: 0 });
  });

  test("sends one mail first, and tries no other while the server accepts none", async () => {
    for (let n = 0; n < 4; n++) await (await queued()).leaseEnds();
    sendMail.mockRejectedValue(new Error("away"));
    expect(await deliverOverdueMessages(system, {})).toEqual({ sent: 0, failed: 1 });
    expect(sendMail).toHaveBeenCalledOnce();
  });
});

test("a mail is reported as undelivered only until it is sent", async () => {
  const m = await queued();
  await reportUndeliveredMessage(system, m);
  await deliverMessage(system, m);
  await reportUndeliveredMessage(system, m);
  expect(await m.events("notification/message.failed")).toBe(1);
});

test("reading the inbox leaves the mails and other readers' inboxes alone", async () => {
  const [mine, other] = [await queued(), await queued()];
  const customer = (id: string): RequestContext => ({
    actor: { kind: "CUSTOMER", id, email: "", address: "" },
  });
  const reader = customer(mine.customerId);
  expect(await markMessagesRead(reader, {})).toEqual({ marked: 1 });
  expect((await mine.row()).readAt).toBeNull();
  expect(await unreadCount(customer(other.customerId))).toBe(1);
  expect((await listMessages(reader, {})).items).toHaveLength(1);
});

test.each<[string, (ctx: RequestContext) => Promise<unknown>]>([
  ["deliverMessage", async (ctx) => deliverMessage(ctx, await queued())],
  ["deliverMessages", async (ctx) => deliverMessages(ctx, { messageIds: [(await queued()).messageId] })],
  ["deliverOverdueMessages", (ctx) => deliverOverdueMessages(ctx, {})],
  ["reportUndeliveredMessage", async (ctx) => reportUndeliveredMessage(ctx, await queued())],
])("%s is for reactions and sweeps only", async (_, verb) => {
  const admin: RequestContext = {
    actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "" },
  };
  expect(await codeOf(verb(admin))).toBe("FORBIDDEN");
  expect(await codeOf(verb(system))).toBe("OK");
});

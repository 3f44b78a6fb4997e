import { and, eq, ne, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { messages } from "@/db/schema/notification";
import { outbox } from "@/db/schema/shared";
import { reservationCreated } from "@/server/reservation/events";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import type { SweptItem } from "@/server/shared/sweep-item";
import { created, recorded, reservationData } from "@/server/shared/testing/events";
import { queueMail } from "./testing/queue";
import { startSmtp, startStall, type TestSmtp } from "./testing/smtp";

const system = systemContext("test");
let smtp: TestSmtp;

beforeAll(async () => {
  smtp = await startSmtp();
  process.env.SMTP_URL = smtp.url;
});
afterAll(async () => {
  await smtp.stop();
  await closeDatabase();
});
/** Breaker and pool are kept per process. Each test gets new ones. */
beforeEach(async () => {
  vi.resetModules();
  await database().execute(sql`update notification.messages set status = 'SENT' where status <> 'SENT'`);
  smtp.mails.length = 0;
  smtp.unknownAddresses.clear();
});
const verbs = () => import(".");

async function queued(address = "minji@example.com") {
  const r = { ...reservationData(), contactEmail: address };
  const input = await recorded(reservationCreated, created(r), r.reservationId);
  return { ...r, eventId: input.eventId, messageId: await queueMail(input) };
}

const row = async (id: string) => (await database().select().from(messages).where(eq(messages.id, id)))[0];
const sentOf = async (reservationId: string) => {
  const rows = await database().select().from(outbox).where(eq(outbox.correlationId, reservationId));
  return rows.filter((r) => r.name === "notification/message.sent");
};
const sentEvents = async (reservationId: string) => (await sentOf(reservationId)).length;
/** Ends the lease, as if the run had failed some time ago. */
const abandon = (id: string) =>
  database()
    .update(messages)
    .set({ leasedUntil: sql`now() - interval '1 second'` })
    .where(and(eq(messages.id, id), ne(messages.status, "SENT")));

describe("delivery of several mails", () => {
  test("gives each its own outcome, in order, and records a message.sent for those that were sent", async () => {
    const { deliverMessage, deliverMessages } = await verbs();
    smtp.unknownAddresses.add("nobody@example.com");
    const [first, refused, before, last] = [
      await queued(),
      await queued("nobody@example.com"),
      await queued(),
      await queued(),
    ];
    await deliverMessage(system, before);
    const nowhere = uuidv7();
    const messageIds = [first, refused, before, { messageId: nowhere }, last].map((m) => m.messageId);
    expect((await deliverMessages(system, { messageIds })).results).toEqual([
      { messageId: first.messageId, outcome: "SENT" },
      { messageId: refused.messageId, error: expect.stringContaining("no such user") },
      { messageId: before.messageId, outcome: "ALREADY_SENT" },
      { messageId: nowhere, error: `there is no message ${nowhere}` },
      { messageId: last.messageId, outcome: "SENT" },
    ]);
    expect(await row(refused.messageId)).toMatchObject({ status: "QUEUED", attempts: 1 });
    expect(await sentEvents(refused.reservationId)).toBe(0);
    for (const { messageId, reservationId, eventId } of [first, last]) {
      const sent = { causationId: eventId, correlationId: reservationId, data: { messageId } };
      expect(await sentOf(reservationId)).toMatchObject([sent]);
    }
  });

  test("sends each mail once: 60 mails, each in two lists, and one of them twice", async () => {
    const { deliverMessages } = await verbs();
    const all = await Promise.all(Array.from({ length: 60 }, () => queued()));
    const messageIds = all.map((m) => m.messageId);
    const calls = await Promise.all([
      deliverMessages(system, { messageIds: [...messageIds, ...messageIds.slice(0, 1)] }),
      deliverMessages(system, { messageIds: messageIds.toReversed() }),
    ]);
    const outcomes = calls.flatMap(({ results }) => results);
    expect(outcomes).toHaveLength(121);
    expect(outcomes.filter((r) => "outcome" in r && r.outcome === "SENT")).toHaveLength(60);
    expect(outcomes.filter((r) => "error" in r)).toEqual([]);
    expect(smtp.mails).toHaveLength(60);
    for (const { messageId, reservationId } of all) {
      expect(await row(messageId)).toMatchObject({ status: "SENT", attempts: 1, leasedUntil: null });
      expect(await sentEvents(reservationId)).toBe(1);
    }
  });

  test("fails one by one while the mail server is down, and does not throw", async () => {
    const { deliverMessages } = await verbs();
    const all = await Promise.all(Array.from({ length: 12 }, () => queued()));
    await smtp.stop();
    try {
      const { results } = await deliverMessages(system, { messageIds: all.map((m) => m.messageId) });
      expect(results.map((r) => r.messageId)).toEqual(all.map((m) => m.messageId));
      expect(results.every((r) => "error" in r)).toBe(true);
    } finally {
      smtp = await startSmtp(smtp.port);
    }
  });

  test("does not fill the queue for connections with a long list", async () => {
    const { deliverMessages } = await verbs();
    const messageIds = Array.from({ length: 300 }, () => uuidv7());
    const { results } = await deliverMessages(system, { messageIds });
    expect(results).toEqual(
      messageIds.map((messageId) => ({ messageId, error: `there is no message ${messageId}` })),
    );
  });

  test("does nothing for an empty list", async () => {
    const { deliverMessages } = await verbs();
    expect(await deliverMessages(system, { messageIds: [] })).toEqual({ results: [] });
  });
});

describe("delivery", () => {
  test("sends text and HTML with a stable Message-ID, and records message.sent", async () => {
    const { deliverMessage } = await verbs();
    const { messageId, reservationId } = await queued();
    expect(await deliverMessage(system, { messageId })).toEqual({ outcome: "SENT" });
    const [mail] = smtp.mails;
    expect(mail?.messageId).toBe(`<${messageId}@localhost>`);
    expect(mail?.subject).toBe("[MSA 항공] 예약이 확정되었습니다 (예약번호 BCDFGH)");
    expect(mail?.text).toContain("예약 확인하기: http://localhost:3000/ko/trips/find?locator=BCDFGH");
    expect(mail?.html).toContain('<html lang="ko">');
    expect(mail?.attachments).toMatchObject([{ filename: "MA-BCDFGH.ics", contentType: "text/calendar" }]);
    expect(mail?.attachments[0]?.content.toString()).toContain("URL:http://localhost:3000/ko/trips/BCDFGH");
    expect(await row(messageId)).toMatchObject({ status: "SENT", attempts: 1, lastError: null });
    expect(await sentEvents(reservationId)).toBe(1);
  });

  test("sends one mail when 20 deliver at the same time", async () => {
    const { deliverMessage } = await verbs();
    const { messageId, reservationId } = await queued();
    await Promise.all(Array.from({ length: 20 }, () => deliverMessage(system, { messageId })));
    expect(await deliverMessage(system, { messageId })).toEqual({ outcome: "ALREADY_SENT" });
    expect(smtp.mails).toHaveLength(1);
    expect(await sentEvents(reservationId)).toBe(1);
  });

  test("that died before it was recorded sends the mail again under the same Message-ID", async () => {
    const { deliverMessage, deliverOverdueMessages } = await verbs();
    const { messageId, reservationId } = await queued();
    await database()
      .update(messages)
      .set({ status: "SENDING", attempts: 1, leasedUntil: sql`now() + interval '1 minute'` })
      .where(eq(messages.id, messageId));
    expect(await deliverMessage(system, { messageId })).toEqual({ outcome: "BEING_SENT" });
    expect(await deliverOverdueMessages(system, {})).toEqual({ sent: 0, failed: 0 });
    await abandon(messageId);
    expect(await deliverOverdueMessages(system, {})).toEqual({ sent: 1, failed: 0 });
    expect(smtp.mails[0]?.messageId).toBe(`<${messageId}@localhost>`);
    expect(await sentEvents(reservationId)).toBe(1);
  });

  test("that was accepted without our knowledge sends the same mail again: Message-ID, date and text", async () => {
    const { deliverMessage, deliverOverdueMessages } = await verbs();
    const { messageId } = await queued();
    const writtenAt = new Date(Date.now() - 3 * 3_600_000);
    writtenAt.setMilliseconds(0);
    await database().update(messages).set({ createdAt: writtenAt }).where(eq(messages.id, messageId));
    await deliverMessage(system, { messageId });
    // The state that a process leaves when it is killed before it recorded the mail.
    await database().update(messages).set({ status: "SENDING" }).where(eq(messages.id, messageId));
    await abandon(messageId);
    expect(await deliverOverdueMessages(system, {})).toEqual({ sent: 1, failed: 0 });
    const [first, second] = smtp.mails.map(({ messageId, date, text, html }) => ({
      messageId,
      date,
      text,
      html,
    }));
    expect(second).toEqual(first);
    expect(first?.date).toEqual(writtenAt);
  });

  test("that waits for a connection has no lease yet, so that no lease ends before the mail is sent", async () => {
    const stall = await startStall();
    process.env.SMTP_URL = stall.url;
    try {
      const { deliverMessage } = await verbs();
      const all = await Promise.all(Array.from({ length: 12 }, () => queued()));
      const results = Promise.allSettled(all.map(({ messageId }) => deliverMessage(system, { messageId })));
      const leased = async () =>
        (await database().select().from(messages).where(eq(messages.status, "SENDING"))).length;
      await expect.poll(leased, { interval: 50 }).toBe(5);
      expect(await leased()).toBe(5);
      await results;
    } finally {
      process.env.SMTP_URL = smtp.url;
      await stall.stop();
    }
  });

  test("fails while the mail server is down, and the sweep sends everything once it is back", async () => {
    const { deliverMessage, deliverOverdueMessages, reportUndeliveredMessage } = await verbs();
    const all = await Promise.all(Array.from({ length: 12 }, () => queued()));
    await smtp.stop();
    for (const { messageId } of all) {
      await expect(deliverMessage(system, { messageId })).rejects.toThrow();
      await abandon(messageId);
    }
    const [first] = all;
    expect(await row(first!.messageId)).toMatchObject({ status: "QUEUED", attempts: 1 });
    expect((await row(first!.messageId))?.lastError).toContain("ECONNREFUSED");
    await reportUndeliveredMessage(system, { messageId: first!.messageId });
    const items: SweptItem[] = [];
    const sweeping = { ...system, report: async (item: SweptItem) => void items.push(item) };
    expect((await deliverOverdueMessages(sweeping, {})).sent).toBe(0);
    // All twelve were stored at the same moment, so that any of them may be first.
    const tried = all.find(({ messageId }) => messageId === items[0]?.id);
    const failed = { step: "deliver-email", reservationId: tried?.reservationId, error: expect.any(String) };
    expect(items).toMatchObject([failed]);
    items.length = 0;

    smtp = await startSmtp(smtp.port);
    // After some seconds the breaker lets one mail through.
    const sweep = async () => {
      for (const { messageId } of all) await abandon(messageId);
      await deliverOverdueMessages(sweeping, {});
      return smtp.mails.length;
    };
    await expect.poll(sweep, { timeout: 15_000, interval: 500 }).toBe(all.length);
    const done = items.filter((i) => i.error === null);
    expect(done.map((i) => i.reservationId).sort()).toEqual(all.map((m) => m.reservationId).sort());
    for (const { id, eventId } of done) expect(eventId).toBe((await row(id))?.eventId);
    const before = items.length;
    await deliverOverdueMessages(sweeping, {});
    expect(items).toHaveLength(before);
    expect(smtp.mails.map((m) => m.messageId).sort()).toEqual(
      all.map(({ messageId }) => `<${messageId}@localhost>`).sort(),
    );
    for (const { reservationId } of all) expect(await sentEvents(reservationId)).toBe(1);
  });

  test("gives up soon on a server that does not answer, and later at once", async () => {
    const stall = await startStall();
    process.env.SMTP_URL = stall.url;
    try {
      const { deliverMessage } = await verbs();
      const all = await Promise.all(Array.from({ length: 12 }, () => queued()));
      const startedAt = Date.now();
      const results = await Promise.allSettled(
        all.map(({ messageId }) => deliverMessage(system, { messageId })),
      );
      expect(results.every((r) => r.status === "rejected")).toBe(true);
      // Four seconds for the first five mails, and four for the next five. The others fail at once.
      expect(Date.now() - startedAt).toBeLessThan(11_000);
      const again = Date.now();
      await expect(deliverMessage(system, { messageId: all[0]!.messageId })).rejects.toThrow();
      expect(Date.now() - again).toBeLessThan(500);
    } finally {
      process.env.SMTP_URL = smtp.url;
      await stall.stop();
    }
  });

  test("to refused addresses does not stop the others", async () => {
    const { deliverMessage } = await verbs();
    smtp.unknownAddresses.add("nobody@example.com");
    for (let i = 0; i < 8; i++) {
      const { messageId } = await queued("nobody@example.com");
      await expect(deliverMessage(system, { messageId })).rejects.toThrow("no such user");
    }
    const { messageId } = await queued();
    expect(await deliverMessage(system, { messageId })).toEqual({ outcome: "SENT" });
  });
});

import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { messages, resends } from "@/db/schema/notification";
import { auditLog, outbox } from "@/db/schema/shared";
import { mileageAdjusted } from "@/server/mileage/events";
import { reservationCreated } from "@/server/reservation/events";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous, customerOf, staff } from "@/server/shared/testing/actors";
import { created, recorded, reservationData } from "@/server/shared/testing/events";
import { codeOf } from "@/server/shared/testing/outcome";
import { messageAsSent, messagesOfMember } from "./queries";
import { messageAsSentView } from "./schemas";
import { queueMail, queueOne } from "./testing/queue";
import { rememberRecipient } from "./testing/recipients";
import { startSmtp, type TestSmtp } from "./testing/smtp";

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
beforeEach(() => {
  vi.resetModules();
  smtp.mails.length = 0;
  smtp.unknownAddresses.clear();
});
const verbs = () => import(".");

/** A confirmation that was sent. */
async function sentMail() {
  const { deliverMessage } = await verbs();
  const r = reservationData();
  const input = await recorded(reservationCreated, created(r), r.reservationId);
  const messageId = await queueMail(input);
  await deliverMessage(system, { messageId });
  return { r, eventId: input.eventId, messageId, key: uuidv7() };
}

const resendOf = async (key: string) =>
  (await database().select().from(resends).where(eq(resends.id, key)))[0];
const eventsNamed = (name: string, correlationId: string) =>
  database()
    .select()
    .from(outbox)
    .where(and(eq(outbox.name, `notification/${name}`), eq(outbox.correlationId, correlationId)));

describe("an e-mail that staff have sent again", () => {
  test("goes to the same address with the same text, as a delivery of its own", async () => {
    const { resendMessage, deliverResend } = await verbs();
    const { r, eventId, messageId, key } = await sentMail();
    await resendMessage(staff(), { key, messageId, address: null });
    expect(await resendOf(key)).toMatchObject({ status: "QUEUED", address: "minji@example.com" });
    expect(await eventsNamed("resend.requested", r.reservationId)).toMatchObject([
      { data: { resendId: key, messageId } },
    ]);
    expect(await deliverResend(system, { resendId: key })).toEqual({ outcome: "SENT" });
    expect(smtp.mails).toHaveLength(2);
    const [first, second] = smtp.mails;
    expect(second?.text).toBe(first?.text);
    expect(second?.subject).toBe(first?.subject);
    expect(second?.messageId).not.toBe(first?.messageId);
    expect(second?.messageId).toContain(key);
    expect(await eventsNamed("message.resent", r.reservationId)).toMatchObject([
      { causationId: eventId, data: { resendId: key, messageId, channel: "EMAIL" } },
    ]);
    // The message stays as it was: one, sent once.
    expect(await eventsNamed("message.sent", r.reservationId)).toHaveLength(1);
    const about = await database().select().from(messages).where(eq(messages.eventId, eventId));
    expect(about.map(({ channel, status }) => [channel, status]).sort()).toEqual([
      ["EMAIL", "SENT"],
      ["INBOX", "SENT"],
    ]);
    const audited = await database().select().from(auditLog).where(eq(auditLog.entityId, messageId));
    expect(audited).toMatchObject([
      { action: "resend-message", before: { status: "SENT" }, after: { resendId: key } },
    ]);
  });

  test("goes to another address on request", async () => {
    const { resendMessage, deliverResend } = await verbs();
    const { messageId, key } = await sentMail();
    await resendMessage(staff(), { key, messageId, address: "new@example.com" });
    await deliverResend(system, { resendId: key });
    expect(smtp.mails.at(-1)?.to).toMatchObject({ text: "new@example.com" });
    const shown = await messageAsSent(staff(), messageId);
    expect(messageAsSentView.parse(shown)).toEqual(shown);
    expect(shown.resends).toMatchObject([{ id: key, status: "SENT", address: "new@example.com" }]);
  });

  test("is requested once per key and sent once per request, also at ten calls at once", async () => {
    const { resendMessage, deliverResend } = await verbs();
    const { r, messageId, key } = await sentMail();
    await resendMessage(staff(), { key, messageId, address: null });
    for (let again = 0; again < 5; again++) await resendMessage(staff(), { key, messageId, address: null });
    expect(await eventsNamed("resend.requested", r.reservationId)).toHaveLength(1);
    await Promise.allSettled(Array.from({ length: 10 }, () => deliverResend(system, { resendId: key })));
    expect(await deliverResend(system, { resendId: key })).toEqual({ outcome: "ALREADY_SENT" });
    expect(smtp.mails).toHaveLength(2);
    expect(await eventsNamed("message.resent", r.reservationId)).toHaveLength(1);
    const other = await sentMail();
    expect(
      await codeOf(resendMessage(staff(), { key, messageId: other.messageId, address: null })),
    ).toMatchObject({ code: "CONFLICT" });
  });

  test("is refused the fourth time within an hour", async () => {
    const { resendMessage } = await verbs();
    const { messageId } = await sentMail();
    const again = () => codeOf(resendMessage(staff(), { key: uuidv7(), messageId, address: null }));
    const answers = [await again(), await again(), await again(), await again()];
    expect(answers).toEqual(["OK", "OK", "OK", expect.objectContaining({ code: "RATE_LIMITED" })]);
  });

  test("fails for good when the mail server refuses it, and is tried again when the server is away", async () => {
    const { resendMessage, deliverResend } = await verbs();
    const { r, messageId, key } = await sentMail();
    await resendMessage(staff(), { key, messageId, address: "nobody@example.com" });
    smtp.unknownAddresses.add("nobody@example.com");
    expect(await deliverResend(system, { resendId: key })).toEqual({ outcome: "FAILED" });
    smtp.unknownAddresses.clear();
    expect(await deliverResend(system, { resendId: key })).toEqual({ outcome: "FAILED" });
    expect(await resendOf(key)).toMatchObject({ status: "FAILED", sentAt: null });
    expect(await eventsNamed("message.resent", r.reservationId)).toEqual([]);

    const second = uuidv7();
    await resendMessage(staff(), { key: second, messageId, address: null });
    const away = smtp.port;
    await smtp.stop();
    await expect(deliverResend(system, { resendId: second })).rejects.toThrow();
    expect(await resendOf(second)).toMatchObject({ status: "QUEUED" });
    smtp = await startSmtp(away);
    expect(await deliverResend(system, { resendId: second })).toEqual({ outcome: "SENT" });
  });

  test("can be one that failed; an inbox message and one on its way are refused", async () => {
    const { resendMessage } = await verbs();
    const r = reservationData();
    const input = await recorded(reservationCreated, created(r), r.reservationId);
    const messageId = await queueMail(input);
    const again = (id: string) =>
      codeOf(resendMessage(staff(), { key: uuidv7(), messageId: id, address: null }));
    expect(await again(messageId)).toMatchObject({ code: "CONFLICT" });
    await database().update(messages).set({ lastError: "550" }).where(eq(messages.id, messageId));
    expect(await again(messageId)).toBe("OK");
    const [inbox] = await database()
      .select()
      .from(messages)
      .where(and(eq(messages.eventId, input.eventId), eq(messages.channel, "INBOX")));
    expect(await again(inbox!.id)).toMatchObject({ code: "CONFLICT" });
    expect(await again(uuidv7())).toMatchObject({ code: "NOT_FOUND" });
    await database().execute(sql`update notification.messages set status = 'SENT' where id = ${messageId}`);
  });

  test("is asked for by staff only, and delivered by the system only", async () => {
    const { resendMessage, deliverResend } = await verbs();
    const input = { key: uuidv7(), messageId: uuidv7(), address: null };
    expect(await codeOf(resendMessage(anonymous, input))).toMatchObject({ code: "UNAUTHENTICATED" });
    expect(await codeOf(resendMessage(customerOf(), input))).toMatchObject({ code: "FORBIDDEN" });
    expect(await codeOf(deliverResend(staff(), { resendId: uuidv7() }))).toMatchObject({ code: "FORBIDDEN" });
    expect(await codeOf(messageAsSent(customerOf(), uuidv7()))).toBe("FORBIDDEN");
    expect(await codeOf(messagesOfMember(customerOf(), { memberId: uuidv7() }))).toBe("FORBIDDEN");
  });
});

test("an adjustment of miles is told once per channel, without a reservation, and listed page by page", async () => {
  const memberId = uuidv7();
  const profile = { userId: memberId, email: "own@example.com", name: "김민지", locale: "ko" as const };
  await rememberRecipient(profile);
  const data = { memberId, adjustmentId: uuidv7(), deltaMiles: -1_200, balanceMiles: 300 };
  const event = await recorded(mileageAdjusted, data, data.adjustmentId);
  expect((await queueOne(event)).queued).toBe(2);
  expect((await queueOne(event)).queued).toBe(0);
  const first = await messagesOfMember(staff(), { memberId, limit: 1 });
  const second = await messagesOfMember(staff(), { memberId, limit: 1, cursor: first.nextCursor });
  expect(second.nextCursor).toBeNull();
  const listed = [...first.items, ...second.items];
  expect(listed.map(({ channel }) => channel).sort()).toEqual(["EMAIL", "INBOX"]);
  for (const { id } of listed) {
    const message = await messageAsSent(staff(), id);
    expect(message).toMatchObject({ template: "milesAdjusted", reservationId: null, locator: null });
    expect(message.subject).toBe("[MSA 항공] 마일리지가 조정되었습니다 (-1,200마일)");
    expect(message.body).toContain("조정: -1,200마일");
    expect(message.address).toBe(message.channel === "EMAIL" ? "own@example.com" : null);
  }
});

import { and, eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { messages } from "@/db/schema/notification";
import { outbox } from "@/db/schema/shared";
import { mileageIncreased } from "@/server/mileage/events";
import { paymentFailed, refundCompleted } from "@/server/payment/events";
import {
  changeExpired,
  changePaymentRequested,
  changeSuperseded,
  contactChanged,
  contactReplaced,
  flightsChanged,
  paymentRefused,
  reservationCancelled,
  reservationCreated,
} from "@/server/reservation/events";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import * as data from "@/server/shared/testing/events";
import { cancelled, created, recorded, reservationData } from "@/server/shared/testing/events";
import { markMessagesRead, queueMessages } from ".";
import { listMessages, messagesOfReservation, unreadCount } from "./queries";
import { queueOne } from "./testing/queue";
import { rememberRecipient } from "./testing/recipients";

afterAll(closeDatabase);

const recordedBooking = async (r = reservationData()) => ({
  r,
  input: await recorded(reservationCreated, created(r), r.reservationId),
});
const messagesAbout = (eventId: string) =>
  database().select().from(messages).where(eq(messages.eventId, eventId)).orderBy(messages.channel);
const sentEvents = (reservationId: string) =>
  database()
    .select()
    .from(outbox)
    .where(and(eq(outbox.correlationId, reservationId), eq(outbox.name, "notification/message.sent")));
const customer = (id: string): RequestContext => ({
  actor: { kind: "CUSTOMER", id, email: "", address: "" },
});

describe("messages about a change that staff took and the customer is to pay for", () => {
  type Ending = (r: ReturnType<typeof reservationData>, changeId: string) => Promise<unknown>;
  const endings: Record<string, Ending> = {
    paid: (r, changeId) => recorded(flightsChanged, { ...data.flightsChanged(r), changeId }, r.reservationId),
    "given up": (r, changeId) =>
      recorded(changeExpired, { ...data.changeExpired(r, "WITHDRAWN"), changeId }, r.reservationId),
    "not paid in time": (r, changeId) =>
      recorded(changeExpired, { ...data.changeExpired(r), changeId }, r.reservationId),
    "ended with its trip": (r, changeId) =>
      recorded(
        changeSuperseded,
        { ...r, changeId, cause: "CANCELLED" as const, balance: 12_000 },
        r.reservationId,
      ),
    "paid in vain": (r, changeId) =>
      recorded(
        paymentRefused,
        { ...r, changeId, paymentId: uuidv7(), amount: 12_000, reason: "CHANGE_OUTDATED" as const },
        r.reservationId,
      ),
  };
  const requestOf = (r: ReturnType<typeof reservationData>, part = {}) =>
    recorded(changePaymentRequested, data.changePaymentRequested(r, part), r.reservationId);
  const templates = async (eventId: string) => (await messagesAbout(eventId)).map(({ template }) => template);

  test("ask for the payment, once, also when the event comes twice", async () => {
    const r = reservationData();
    const input = await requestOf(r);
    expect(await queueOne(input)).toMatchObject({ queued: 2 });
    // The change ends, and the event comes again: what was said stays.
    await endings.paid?.(r, input.data.changeId);
    expect(await queueOne(input)).toMatchObject({ queued: 0 });
    expect(await templates(input.eventId)).toEqual(["changePaymentDue", "changePaymentDue"]);
    const [email] = await messagesAbout(input.eventId);
    expect(email).toMatchObject({
      channel: "EMAIL",
      address: "minji@example.com",
      link: "/trips/find?locator=BCDFGH",
    });
  });

  test.each(Object.keys(endings))("ask for nothing when it is %s by then", async (ending) => {
    const r = reservationData();
    const input = await requestOf(r);
    await endings[ending]?.(r, input.data.changeId);
    await queueOne(input);
    expect(await templates(input.eventId)).toEqual(["changePaymentOver", "changePaymentOver"]);
  });

  test("ask for nothing after its deadline", async () => {
    const input = await requestOf(reservationData(), {
      paymentDeadline: new Date(Date.now() - 1_000).toISOString(),
    });
    await queueOne(input);
    expect(await templates(input.eventId)).toEqual(["changePaymentOver", "changePaymentOver"]);
  });

  test("ask for the payment when another change of the trip is over", async () => {
    const r = reservationData();
    await endings["given up"]?.(r, uuidv7());
    const input = await requestOf(r);
    await queueOne(input);
    expect(await templates(input.eventId)).toEqual(["changePaymentDue", "changePaymentDue"]);
  });
});

describe("messages about an event", () => {
  test("are one per channel, in the booking's language while no profile is known; the inbox message is sent at once", async () => {
    const { r, input } = await recordedBooking({ ...reservationData(["ADULT", "CHILD"]), locale: "en" });
    expect(await queueOne(input)).toMatchObject({ queued: 2 });
    const [email, inbox] = await messagesAbout(input.eventId);
    expect(email).toMatchObject({ channel: "EMAIL", status: "QUEUED", address: "minji@example.com" });
    expect(inbox).toMatchObject({
      channel: "INBOX",
      status: "SENT",
      address: null,
      link: "/trips/find?locator=BCDFGH",
    });
    expect(inbox?.subject).toBe("[MSA Air] Your booking BCDFGH is confirmed");
    expect(inbox?.body).toContain("Departs: Wed 2 Dec 2026 07:30 local time");
    expect(inbox?.body).toContain("KIM/PASSENGER2: Child · ticket 9882100000001");
    expect(await sentEvents(r.reservationId)).toEqual([]);
  });

  test("are in the language of the profile, whatever page the booking was made on", async () => {
    const r = reservationData();
    const profile = { userId: r.customerId, email: "own@example.com", name: "James Park" };
    await rememberRecipient({ ...profile, locale: "en" });
    const { reservationId, customerId, locator, locale } = r;
    expect(locale).toBe("ko");
    const payment = { paymentId: uuidv7(), reservationId, customerId, locator, locale, amount: 98_000 };
    const miles = { memberId: customerId, reservationId, locator, deltaMiles: 138, balanceMiles: 138 };
    const inputs = [
      await recorded(reservationCreated, created(r), reservationId),
      await recorded(paymentFailed, { ...payment, reason: "declined" }, reservationId),
      await recorded(mileageIncreased, { ...miles, ledgerEntryIds: [uuidv7()] }, reservationId),
    ];
    for (const input of inputs) await queueOne(input);
    const sent = (await Promise.all(inputs.map((input) => messagesAbout(input.eventId)))).flat();
    expect(sent.map((message) => message.channel)).toEqual(["EMAIL", "INBOX", "INBOX", "INBOX"]);
    for (const message of sent) expect(message).toMatchObject({ locale: "en" });
    // Mails about the reservation still go to the reservation's own address.
    expect(sent[0]?.address).toBe("minji@example.com");
    expect(sent[0]?.data).toMatchObject({ greeting: "Dear James Park," });
  });

  test("about a refund go to the reservation's contact of today, and never to the address that was replaced", async () => {
    const r = reservationData();
    const { reservationId, customerId, locator, locale, segments } = r;
    await rememberRecipient({ userId: customerId, email: "own@example.com", name: "김민지", locale: "ko" });
    const refund = async () => {
      const fields = { paymentId: uuidv7(), refundId: uuidv7(), reservationId, customerId, locator, locale };
      const input = await recorded(
        refundCompleted,
        { ...fields, amount: 1_000, reason: "CANCELLED" },
        reservationId,
      );
      await queueOne(input);
      const [email] = await messagesAbout(input.eventId);
      return email?.address;
    };
    // Nothing has been written about the reservation yet.
    expect(await refund()).toBe("own@example.com");
    await queueOne(await recorded(reservationCreated, created(r), reservationId));
    expect(await refund()).toBe("minji@example.com");
    const about = { reservationId, locator, customerId, locale, segments, changedAt: "2026-11-30T00:00:00Z" };
    const change = { contactEmail: "new@example.com", maskedPhone: null, changed: ["EMAIL" as const] };
    const told = { ...about, contactEmail: "minji@example.com", maskedNewEmail: "ne***@example.com" };
    await queueOne(await recorded(contactChanged, { ...about, ...change, by: "CUSTOMER" }, reservationId));
    const replaced = await recorded(contactReplaced, told, reservationId);
    await queueOne(replaced);
    const [notice, ...more] = await messagesAbout(replaced.eventId);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ channel: "EMAIL", address: "minji@example.com" });
    expect(notice?.body).not.toContain("new@example.com");
    expect(await refund()).toBe("new@example.com");
  });

  test("use the profile's newest language, in whatever order its changes arrive", async () => {
    const { r, input } = await recordedBooking();
    const profile = { userId: r.customerId, email: "own@example.com", name: "김민지" };
    await rememberRecipient({ ...profile, locale: "en", profileVersion: 3 });
    await rememberRecipient({ ...profile, locale: "ko", profileVersion: 2 });
    await rememberRecipient({ ...profile, locale: "ko" });
    await queueOne(input);
    expect((await messagesAbout(input.eventId)).map((m) => m.locale)).toEqual(["en", "en"]);
  });

  test("stay one per channel when the event comes again, and 50 times at once", async () => {
    const { input } = await recordedBooking();
    const answers = await Promise.all(Array.from({ length: 50 }, () => queueOne(input)));
    expect(answers.reduce((sum, a) => sum + a.queued, 0)).toBe(2);
    expect(new Set(answers.map((a) => a.emailId)).size).toBe(1);
    expect(await queueOne(input)).toMatchObject({ queued: 0 });
    expect(await messagesAbout(input.eventId)).toHaveLength(2);
  });

  test("say who cancelled", async () => {
    const r = reservationData();
    const own = await recorded(reservationCancelled, cancelled(r), r.reservationId);
    const airline = await recorded(reservationCancelled, cancelled(reservationData(), "AIRLINE"));
    await queueOne(own);
    await queueOne(airline);
    expect((await messagesAbout(own.eventId))[1]).toMatchObject({ template: "cancelled" });
    const [, inbox] = await messagesAbout(airline.eventId);
    expect(inbox?.body).toContain("진심으로 사과드립니다");
    expect(inbox?.body).toContain("결항 사유: 기상 악화");
    expect(inbox?.body).toContain("환불 금액: 98,000원");
  });

  test("wait for a recipient who is not known yet", async () => {
    const memberId = uuidv7();
    const input = await recorded(mileageIncreased, {
      memberId,
      reservationId: uuidv7(),
      locator: "BCDFGH",
      deltaMiles: 138,
      balanceMiles: 1_138,
      ledgerEntryIds: [uuidv7()],
    });
    await expect(queueOne(input)).rejects.toThrow("is not known yet");
    expect(await messagesAbout(input.eventId)).toEqual([]);
    const copy = { userId: memberId, email: "old@example.com", name: "김민지", locale: "ko" as const };
    await rememberRecipient(copy);
    await queueOne(input);
    const [inbox] = await messagesAbout(input.eventId);
    expect(inbox).toMatchObject({ template: "milesCredited", link: "/mileage", recipientId: memberId });
    expect(inbox?.subject).toContain("138마일이 적립되었습니다");
  });

  test("by e-mail wait for an address: the profile's newest when the event has none", async () => {
    const { reservationId, customerId, locator, locale } = reservationData();
    const refund = { paymentId: uuidv7(), refundId: uuidv7(), amount: 98_000, reason: "CANCELLED" as const };
    const input = await recorded(refundCompleted, { ...refund, reservationId, customerId, locator, locale });
    await expect(queueOne(input)).rejects.toThrow(`recipient ${customerId} is not known yet`);
    const copy = { userId: customerId, email: "old@example.com", name: "김민지", locale };
    await rememberRecipient(copy);
    await rememberRecipient({ ...copy, email: "minji@example.com" });
    await queueOne(input);
    expect((await messagesAbout(input.eventId))[0]?.address).toBe("minji@example.com");
  });

  test("are queued by reactions only, and about notifiable events only", async () => {
    const { r, input } = await recordedBooking();
    const asCustomer = queueMessages(customer(r.customerId), { events: [input] });
    await expect(asCustomer).rejects.toThrow(new AppError("FORBIDDEN"));
    const name = "payment/payment.captured";
    await expect(queueOne({ ...input, name })).rejects.toThrow(`customers are not notified of ${name}`);
  });
});

describe("the inbox", () => {
  test("lists page by page, newest first, and counts what is unread", async () => {
    const customerId = uuidv7();
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      const { input } = await recordedBooking({ ...reservationData(), customerId });
      await queueOne(input);
      ids.unshift((await messagesAbout(input.eventId))[1]!.id);
    }
    await database()
      .update(messages)
      .set({ createdAt: sql`'2026-12-01T00:00:00.123456Z'::timestamptz` })
      .where(
        and(eq(messages.recipientId, customerId), sql`${messages.id} in (${ids[0]}::uuid, ${ids[1]}::uuid)`),
      );
    const first = await listMessages(customer(customerId), { limit: 3 });
    const rest = await listMessages(customer(customerId), { limit: 3, cursor: first.nextCursor });
    const seen = [...first.items, ...rest.items].map((m) => m.id);
    expect([...seen].sort()).toEqual([...ids].sort());
    expect(rest.nextCursor).toBeNull();
    expect(await unreadCount(customer(customerId))).toBe(5);
  });

  test("is marked as read by its owner only", async () => {
    const { r, input } = await recordedBooking();
    await queueOne(input);
    const [, inbox] = await messagesAbout(input.eventId);
    const messageId = inbox!.id;
    expect(await markMessagesRead(customer(uuidv7()), { messageId })).toEqual({ marked: 0 });
    expect(await markMessagesRead(customer(r.customerId), { messageId })).toEqual({ marked: 1 });
    expect(await markMessagesRead(customer(r.customerId), {})).toEqual({ marked: 0 });
    expect(await unreadCount(customer(r.customerId))).toBe(0);
    await expect(markMessagesRead({ actor: { kind: "ANONYMOUS", address: "" } }, {})).rejects.toThrow(
      AppError,
    );
    expect(await messagesOfReservation(customer(r.customerId), r.reservationId)).toHaveLength(2);
  });
});

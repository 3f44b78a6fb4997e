import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { kindPolicies, messages, withheld } from "@/db/schema/notification";
import { checkLaws } from "@/server/assurance/check-laws";
import { mileageAdjusted } from "@/server/mileage/events";
import { reservationCreated } from "@/server/reservation/events";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous, customerOf } from "@/server/shared/testing/actors";
import { created, recorded, reservationData } from "@/server/shared/testing/events";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import { changePreference, deliverMessage, deliverOverdueMessages, unsubscribe } from ".";
import { getPreferences, kindOfToken, listMessages } from "./queries";
import { messageKinds } from "./schemas";
import { queueOne } from "./testing/queue";
import { rememberRecipient } from "./testing/recipients";
import { startSmtp, type TestSmtp } from "./testing/smtp";
import { signSubscription } from "./unsubscribe-rules";

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
beforeEach(() =>
  database().execute(sql`truncate notification.messages, notification.withheld, shared.outbox cascade`),
);

/** A member whom this context knows, and an event about miles. Its policy has an e-mail. */
async function member() {
  const id = uuidv7();
  await rememberRecipient({ userId: id, email: `${id}@example.com`, name: "김민지", locale: "ko" });
  return { id, ctx: customerOf(id) };
}
const adjusted = async (memberId: string) => {
  const adjustmentId = uuidv7();
  return recorded(mileageAdjusted, { memberId, adjustmentId, deltaMiles: 500, balanceMiles: 500 });
};
const channelsOf = async (eventId: string) =>
  (await database().select().from(messages).where(eq(messages.eventId, eventId)))
    .map(({ channel }) => channel)
    .sort();
const violations = async () => (await checkLaws()).find(({ law }) => law === "L4")?.violations;

describe("preferences", () => {
  test("say what is on, what may be switched off, and the quiet hours of advertising", async () => {
    const { ctx } = await member();
    const found = await getPreferences(ctx);
    expect(found.map(({ kind }) => kind)).toEqual([...messageKinds]);
    expect(found.filter(({ mayBeOff }) => !mayBeOff).map(({ kind }) => kind)).toEqual(["BOOKING", "PAYMENT"]);
    expect(found.filter(({ email }) => !email).map(({ kind }) => kind)).toEqual(["ADVERTISING"]);
    expect(found.at(-1)?.quietHours).toEqual({ from: "21:00", until: "08:00" });
    expect(await codeOf(getPreferences(anonymous))).toBe("UNAUTHENTICATED");
  });

  test("of one member change nothing for another one", async () => {
    const [one, other] = [await member(), await member()];
    await changePreference(one.ctx, { kind: "MILES", email: false });
    const isOn = async (ctx: typeof one.ctx) =>
      (await getPreferences(ctx)).find(({ kind }) => kind === "MILES")?.email;
    expect([await isOn(one.ctx), await isOn(other.ctx)]).toEqual([false, true]);
    await changePreference(one.ctx, { kind: "MILES", email: true });
    expect(await isOn(one.ctx)).toBe(true);
    expect(await codeOf(changePreference(anonymous, { kind: "MILES", email: false }))).toBe(
      "UNAUTHENTICATED",
    );
  });

  test.each(["BOOKING", "PAYMENT"] as const)("cannot switch off %s", async (kind) => {
    const { ctx } = await member();
    expect(await fieldsOf(changePreference(ctx, { kind, email: false }))).toEqual({
      kind: "requiredMessage",
    });
    expect(await codeOf(changePreference(ctx, { kind, email: true }))).toBe("OK");
  });
});

describe("an e-mail whose kind is switched off", () => {
  test("is not written, once and again; the inbox has the message, and the laws hold", async () => {
    const { id, ctx } = await member();
    await changePreference(ctx, { kind: "MILES", email: false });
    const event = await adjusted(id);
    for (const _ of [1, 2]) expect((await queueOne(event)).emailId).toBeNull();
    expect(await channelsOf(event.eventId)).toEqual(["INBOX"]);
    expect((await listMessages(ctx, {})).items).toHaveLength(1);
    expect(await database().select().from(withheld)).toMatchObject([
      { eventId: event.eventId, kind: "MILES" },
    ]);
    // Five minutes later nothing is late.
    await database().execute(sql`update shared.outbox set occurred_at = occurred_at - interval '10 minutes'`);
    expect(await violations()).toEqual([]);
    await database().delete(withheld);
    expect(JSON.stringify(await violations())).toContain("told within 5 minutes");
  });

  test("breaks the law when it is written all the same, or when its kind may not be off", async () => {
    const { id, ctx } = await member();
    await changePreference(ctx, { kind: "MILES", email: false });
    const event = await adjusted(id);
    await queueOne(event);
    await database().update(withheld).set({ kind: "BOOKING" });
    expect(JSON.stringify(await violations())).toContain("switched off is not written");
    await database().update(withheld).set({ kind: "MILES", channel: "INBOX" });
    expect(JSON.stringify(await violations())).toContain("switched off is not written");
  });

  test("does not keep back an e-mail of another kind", async () => {
    const { id, ctx } = await member();
    for (const kind of ["MILES", "REMINDERS"] as const) await changePreference(ctx, { kind, email: false });
    const data = created({ ...reservationData(), customerId: id } as never);
    const event = await recorded(reservationCreated, data);
    expect((await queueOne(event)).emailId).not.toBeNull();
  });
});

describe("quiet hours", () => {
  /** Rows of the kind whose quiet hours begin and end so many hours from now, by Korean time. */
  async function quiet(kind: "MILES", fromHours: number, untilHours: number) {
    const at = (hours: number) =>
      sql`(clock_timestamp() at time zone 'Asia/Seoul' + make_interval(hours => ${hours}))::time`;
    await database()
      .insert(kindPolicies)
      .values({
        ...{ kind, validFrom: new Date("2001-01-01"), mayBeOff: true, defaultOn: true, source: "test" },
        ...{ quietFrom: at(fromHours) as never, quietUntil: at(untilHours) as never },
      });
  }
  const forget = () => database().delete(kindPolicies).where(eq(kindPolicies.source, "test"));

  test("keep an e-mail back until they end, and the sweep then sends it", async () => {
    const { id } = await member();
    await quiet("MILES", -1, 2);
    const event = await adjusted(id);
    expect((await queueOne(event)).emailId).toBeNull();
    await forget();
    await deliverOverdueMessages({ ...system, sweep: "test" } as never, {});
    const sentTo = () => smtp.mails.filter((mail) => JSON.stringify(mail.to).includes(id));
    expect(sentTo()).toHaveLength(0);
    await database().execute(sql`update shared.outbox set occurred_at = occurred_at - interval '10 minutes'`);
    expect(await violations()).toEqual([]);
    await database().execute(sql`update notification.messages set leased_until = now() - interval '1 second'
      where channel = 'EMAIL' and leased_until is not null`);
    await deliverOverdueMessages({ ...system, sweep: "test" } as never, {});
    expect(sentTo()).toHaveLength(1);
  });

  test("do not matter outside of them", async () => {
    const { id } = await member();
    await quiet("MILES", 1, 2);
    expect((await queueOne(await adjusted(id))).emailId).not.toBeNull();
    await forget();
  });
});

describe("an unsubscribe link", () => {
  test("is in e-mails that may be switched off, with the headers for one press, and in no other", async () => {
    const { id } = await member();
    const optional = await queueOne(await adjusted(id));
    await deliverMessage(system, { messageId: optional.emailId ?? "" });
    const data = created({ ...reservationData(), customerId: id } as never);
    const required = await queueOne(await recorded(reservationCreated, data));
    await deliverMessage(system, { messageId: required.emailId ?? "" });
    const [optionalMail, requiredMail] = smtp.mails.slice(-2);
    const token = signSubscription({ memberId: id, kind: "MILES" });
    const lines = (mail: typeof optionalMail) => mail?.headerLines.map(({ line }) => line).join("\n") ?? "";
    expect(lines(optionalMail)).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    expect(lines(optionalMail).replaceAll(/\s/g, "")).toContain(`/api/unsubscribe?token=${token}`);
    expect(optionalMail?.text).toContain(`/ko/unsubscribe?token=${token}`);
    expect(optionalMail?.html).toContain(`/ko/unsubscribe?token=${token}`);
    expect(lines(requiredMail)).not.toContain("List-Unsubscribe");
    expect(requiredMail?.text).not.toContain("unsubscribe");
  });

  test("switches off one kind of one member, without signing in, as often as it is pressed", async () => {
    const { id, ctx } = await member();
    const token = signSubscription({ memberId: id, kind: "MILES" });
    for (const _ of [1, 2]) expect(await unsubscribe(anonymous, { token })).toEqual({ kind: "MILES" });
    const off = (await getPreferences(ctx)).filter(({ email }) => !email).map(({ kind }) => kind);
    expect(off).toEqual(["MILES", "ADVERTISING"]);
  });

  test("that we did not write switches off nothing", async () => {
    const [one, other] = [await member(), await member()];
    const token = signSubscription({ memberId: one.id, kind: "MILES" });
    for (const wrong of [
      token.replace(one.id, other.id),
      token.replace("MILES", "REMINDERS"),
      `${token}x`,
      token.slice(0, -1),
      "",
    ]) {
      expect(await fieldsOf(unsubscribe(anonymous, { token: wrong }))).toEqual({ token: "invalid" });
      expect(kindOfToken(wrong)).toBeNull();
    }
    expect(kindOfToken(token)).toBe("MILES");
    const required = signSubscription({ memberId: one.id, kind: "PAYMENT" });
    expect(await fieldsOf(unsubscribe(anonymous, { token: required }))).toEqual({ kind: "requiredMessage" });
  });
});

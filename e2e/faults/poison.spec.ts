import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { book } from "@/e2e/support/book";
import { balanceOf, count, eventsOf, sentMessages } from "@/e2e/support/database";
import { expect, test } from "@/e2e/support/stack";
import { uuidv7 } from "@/server/shared/ids";

test.describe.configure({ timeout: 180_000 });

const CREATED = "reservation/reservation.created";

/** Posts a body to the event engine as anybody with the event key can. @returns the status of the answer. */
async function sendToEngine(body: string): Promise<number> {
  const { INNGEST_BASE_URL, INNGEST_EVENT_KEY } = process.env;
  const headers = { "content-type": "application/json" };
  const address = `${INNGEST_BASE_URL}/e/${INNGEST_EVENT_KEY}`;
  return (await fetch(address, { method: "POST", headers, body })).status;
}

/** Damages the event of the next booking of each customer while it is recorded, as a faulty release would. */
async function damageBookingsOf(versionOf: string, sizeOf: string): Promise<void> {
  await database().execute(sql`
    create or replace function shared.damage_for_a_test() returns trigger language plpgsql as $$ begin
      if new.data->>'customerId' = '${sql.raw(versionOf)}' then new.version := 99;
      else new.data := new.data || jsonb_build_object('padding', repeat('x', 4000000)); end if;
      return new; end $$`);
  await database().execute(sql`
    create or replace trigger damaged before insert on shared.outbox for each row
      when (new.name = '${sql.raw(CREATED)}' and new.data->>'customerId' in ('${sql.raw(versionOf)}', '${sql.raw(sizeOf)}'))
      execute function shared.damage_for_a_test()`);
}

const repairRelease = () => database().execute(sql`drop trigger if exists damaged on shared.outbox`);

const openLetters = sql`select count(*) as n from assurance.dead_letters where resolved_at is null`;

/** Presses "play again" at each dead letter of the page, and waits until none is open. */
async function replayAll(page: Page): Promise<void> {
  for (let left = await count(openLetters); left > 0; left--) {
    await page.goto("/ko/admin/operations");
    const letters = page.getByRole("list", { name: "처리 실패 목록" }).getByRole("listitem");
    await letters
      .filter({ hasNotText: "재처리 요청됨" })
      .first()
      .getByRole("button", { name: "다시 처리" })
      .click();
    await expect(page.getByText("다시 처리를 요청했습니다")).toBeVisible();
  }
  await expect.poll(() => count(openLetters), { timeout: 40_000 }).toBe(0);
}

test("poison events are parked and seen by staff, the others go on, and a replay works after the repair", async ({
  page,
  context,
  airline,
}) => {
  await airline.signIn(context, await airline.admin());
  await airline.drained(150_000);
  const [versioned, huge, healthy] = [
    await airline.customer(),
    await airline.customer(),
    await airline.customer(),
  ];
  await damageBookingsOf(versioned.id, huge.id);
  const bookings = { versioned: "", huge: "", healthy: "" };
  try {
    bookings.versioned = (await book(airline, versioned)).reservationId;
    bookings.huge = (await book(airline, huge)).reservationId;
  } finally {
    await repairRelease();
  }
  // To the engine itself: bad JSON, a body above its limit, a name that nobody knows, an unknown version.
  const [known] = (await eventsOf(bookings.huge)).filter(({ name }) => name.endsWith("reservation.held"));
  const direct = {
    eventId: known?.id,
    correlationId: bookings.huge,
    occurredAt: known?.occurredAt,
    data: known?.data,
  };
  expect(await sendToEngine('{"name": "reservation/reservation.held", "data": {')).toBe(400);
  expect(
    await sendToEngine(JSON.stringify({ name: CREATED, data: { padding: "x".repeat(4_000_000) } })),
  ).toBeGreaterThanOrEqual(400);
  expect(await sendToEngine(JSON.stringify({ id: uuidv7(), name: "nobody/knows.this", data: direct }))).toBe(
    200,
  );
  const unknown = { id: uuidv7(), name: "reservation/reservation.held", data: { ...direct, version: 99 } };
  expect(await sendToEngine(JSON.stringify(unknown))).toBe(200);

  // A booking behind all of them is told and credited in time.
  bookings.healthy = (await book(airline, healthy)).reservationId;
  await expect.poll(() => balanceOf(healthy.id), { timeout: 15_000 }).toBe(280);
  await expect.poll(() => sentMessages(bookings.healthy, "confirmed", "EMAIL"), { timeout: 15_000 }).toBe(1);
  const history = (id: string) =>
    count(sql`select count(*) as n from history.entries where reservation_id = ${id}`);
  await expect.poll(() => history(bookings.healthy)).toBeGreaterThan(0);

  // Three reactions cannot read the unknown version; nobody was sent the huge event.
  await expect.poll(() => count(openLetters), { timeout: 40_000 }).toBe(3);
  const parked = sql`select count(*) as n from shared.outbox where parked_reason is not null`;
  await expect.poll(() => count(parked)).toBe(1);
  for (const customer of [versioned, huge]) expect(await balanceOf(customer.id)).toBe(0);
  await page.goto("/ko/admin/operations");
  await expect(page.getByText("보류 이벤트").first().locator("..")).toContainText("1");
  const letters = page.getByRole("list", { name: "처리 실패 목록" }).getByRole("listitem");
  await expect(letters).toHaveCount(3);
  await expect(letters.first()).toContainText("version 99, known is 1");
  const backlog = (await airline.laws()).find(({ law }) => law === "L7");
  expect(backlog?.violations.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(["no event is parked", "no run is given up"]),
  );

  // The repair: what was recorded wrongly is put right, in the log of events and in the letters.
  await database().execute(sql`update shared.outbox set version = 1, data = data - 'padding', parked_reason = null
    where correlation_id in (${bookings.versioned}, ${bookings.huge}) and name = ${CREATED}`);
  await database().execute(sql`update assurance.dead_letters
    set event = jsonb_set(event, '{data,version}', '1') where resolved_at is null`);
  await replayAll(page);
  for (const report of await airline.drained(150_000)) expect(report, report.law).toMatchObject({ ok: true });
  for (const [customer, reservationId] of [
    [versioned, bookings.versioned],
    [huge, bookings.huge],
  ] as const) {
    expect(await balanceOf(customer.id)).toBe(280);
    for (const channel of ["INBOX", "EMAIL"] as const)
      expect(await sentMessages(reservationId, "confirmed", channel)).toBe(1);
    // The replayed event of the hold was handled before: it is not told twice.
    expect(await sentMessages(reservationId, "paymentDue", "INBOX")).toBe(1);
    expect(await history(reservationId)).toBe(await history(bookings.healthy));
  }
});

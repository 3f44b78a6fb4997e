import type { Locator, Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { searchFlights } from "@/server/reservation/queries";
import type { Airline } from "./support/airline";
import { book, hold } from "./support/book";
import { balanceOf, count, sentMessages } from "./support/database";
import { flightOnSale } from "./support/flights";
import { koreanDay, pickDay, searchPath } from "./support/site";
import { expect, test } from "./support/stack";
import { until } from "./support/until";

/** A flight number that no other test and no seeded flight has. */
const freshDesignator = () => `MA${5000 + Math.floor(Math.random() * 4900)}`;

test.beforeEach(async ({ context, airline }) => airline.signIn(context, await airline.admin()));

async function fillFlight(page: import("@playwright/test").Page, designator: string): Promise<void> {
  await page.getByLabel("편명").fill(designator);
  await choose(page, "출발지", "김포");
  await choose(page, "도착지", "제주");
  await page.getByLabel("기종").selectOption("7M8");
}

/** Presses the button when the page has computed the usual arrival from the other fields. */
async function register(page: import("@playwright/test").Page): Promise<void> {
  await expect(page.getByLabel("도착 시각(현지)")).toHaveValue(/\d/);
  await page.getByRole("button", { name: "항공편 등록" }).click();
}

/** Picks from a searchable list by typing; without JavaScript, and until it is there, the list is a plain one. */
async function choose(page: import("@playwright/test").Page, label: string, text: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).and(page.locator("input")).fill(text);
  await page
    .getByRole("option", { name: new RegExp(text) })
    .first()
    .click();
}

test("a single flight is registered, and on sale within a second", async ({ page, airline }) => {
  const designator = freshDesignator();
  await page.goto("/ko/admin/flights/new");
  await fillFlight(page, designator);
  await pickDay(page, "출발일(현지)", koreanDay(12));
  await page.getByLabel("출발 시각(현지)").fill("10:10");
  const onSale = msUntilFound(designator, koreanDay(12));
  await register(page);
  await expect(page.getByText("항공편을 등록했습니다")).toBeVisible();
  // The first search finds it, in the process that registered it and in the other one.
  const results = searchPath({ from: "GMP", to: "CJU", depart: koreanDay(12) });
  for (const app of [0, 1])
    expect(await (await airline.fetch(null, results, { app })).text()).toContain(designator);
  expect(await onSale).toBeLessThan(1_000);
  await page.goto(results);
  await expect(page.getByRole("list", { name: "항공편 목록" }).getByText(designator).first()).toBeVisible();
});

/**
 * Searches without pause until a flight is found. @returns milliseconds from the start of its registration until
 * then, by the database's clock, so that neither browser nor test counts.
 */
async function msUntilFound(designator: string, date: string): Promise<number> {
  const query = { from: "GMP", to: "CJU", date, adults: 1, children: 0, infants: 0 };
  await until(
    () => searchFlights(query),
    (found) => found.some((flight) => flight.designator === designator),
    { timeoutMs: 60_000, everyMs: 20, describe: () => `${designator} is not found` },
  );
  return count(sql`select 1000 * extract(epoch from clock_timestamp() - created_at) as n
    from schedule.flights where designator = ${designator}`);
}

test("a weekly pattern is previewed, published once, and its flights are on sale", async ({ page }) => {
  const designator = freshDesignator();
  await page.goto("/ko/admin/schedules/new");
  await fillFlight(page, designator);
  await pickDay(page, "운항 시작일", koreanDay(2));
  await pickDay(page, "운항 종료일", koreanDay(15));
  await page.getByLabel("출발 시각(현지)").fill("21:40");
  // Every day is on at first.
  for (const day of ["화", "목", "토", "일"])
    await page.getByRole("checkbox", { name: new RegExp(`^${day}`) }).uncheck();
  await page.getByRole("button", { name: "미리보기" }).click();
  await page.getByRole("button", { name: "항공편 6편 발행" }).dblclick();
  await expect(page.getByText(`${designator} 스케줄을 발행했습니다`)).toBeVisible();
  await expect(page.getByText("항공편 6편이 판매 중입니다.")).toBeVisible();
});

test("a flight that exists already is refused at its field; nothing is lost", async ({ page }) => {
  const designator = freshDesignator();
  for (const outcome of ["항공편을 등록했습니다", "같은 출발일에 같은 편명이 이미 있습니다."]) {
    await page.goto("/ko/admin/flights/new");
    await fillFlight(page, designator);
    await pickDay(page, "출발일(현지)", koreanDay(13));
    await page.getByLabel("출발 시각(현지)").fill("10:10");
    await register(page);
    await expect(page.getByText(outcome).first()).toBeVisible();
  }
  await expect(page.getByLabel("편명")).toHaveValue(designator);
  // A field that is left empty is named in its error.
  await page.getByLabel("출발 시각(현지)").fill("");
  await page.getByRole("button", { name: "항공편 등록" }).click();
  await expect(page.getByText("출발 시각을 입력해 주세요.")).toBeVisible();
});

test("a flight is cancelled after a preview: its sale closes, each customer is refunded in full and told once", async ({
  page,
  airline,
}) => {
  const designator = freshDesignator();
  await page.goto("/ko/admin/flights/new");
  await fillFlight(page, designator);
  await pickDay(page, "출발일(현지)", koreanDay(11));
  await page.getByLabel("출발 시각(현지)").fill("11:11");
  await register(page);
  await expect(page.getByText("항공편을 등록했습니다")).toBeVisible();
  const flightId = Number(/flights\/(\d+)/.exec(page.url())?.[1]);
  const [first, second, waiting] = [
    await airline.customer(),
    await airline.customer(),
    await airline.customer(),
  ];
  const bookings = [await book(airline, first, flightId), await book(airline, second, flightId)];
  const unpaid = await hold(airline, waiting, flightId);
  await airline.drained();
  const paidFor = await Promise.all(
    bookings.map(({ reservationId }) =>
      count(sql`select total_amount as n from reservation.reservations where id = ${reservationId}`),
    ),
  );
  expect(Math.min(...paidFor)).toBeGreaterThan(0);

  await page.goto(`/ko/admin/flights/${flightId}/cancel`);
  await expect(page.getByText("2건")).toBeVisible();
  await expect(page.getByText("2명")).toBeVisible();
  await page.getByLabel("결항 사유").fill("제주공항 강풍");
  await page.getByLabel("편명 확인").fill(designator);
  await page.getByRole("button", { name: "결항 처리" }).click();
  await expect(page.getByText("결항 처리가 끝났습니다")).toBeVisible({ timeout: 30_000 });
  await airline.drained();
  for (const [n, customer] of [first, second].entries()) {
    const { reservationId } = bookings[n] as { reservationId: string };
    expect(await balanceOf(customer.id)).toBe(0);
    for (const channel of ["INBOX", "EMAIL"] as const)
      expect(await sentMessages(reservationId, "flightCancelled", channel)).toBe(1);
    const mails = (await airline.mails(customer.email)).filter((m) => m.subject.includes("결항"));
    expect(mails.map((m) => m.text.includes("제주공항 강풍"))).toEqual([true]);
    expect(await atTheProvider(airline, reservationId)).toEqual({
      captured: paidFor[n],
      refunded: paidFor[n],
      pendingRefunds: 0,
    });
  }
  // A customer with a hold gets no refund, and is told once too.
  expect(await atTheProvider(airline, unpaid.reservationId)).toBeNull();
  expect(await sentMessages(unpaid.reservationId, "holdEnded", "INBOX")).toBe(1);
  for (const report of await airline.laws()) expect(report, report.law).toMatchObject({ ok: true });
  await page.goto(searchPath({ from: "GMP", to: "CJU", depart: koreanDay(11) }));
  await expect(page.getByText(designator)).toHaveCount(0);
  // The timeline of each reservation shows the cancellation by the airline and its steps.
  await page.goto(`/ko/admin/reservations/${bookings[0]?.reservationId}`);
  const timeline = await sagaDetails(page);
  await expect(timeline.getByRole("heading", { name: "항공편 결항" })).toHaveCount(1);
  await expect(timeline.getByText("cancel-reservations-1")).toHaveCount(1);
  await expect(timeline.getByText("재시도 중")).toHaveCount(0);
});

type Money = { captured: number; refunded: number; pendingRefunds: number };

/** What the payment provider took and gave back for one reservation; null when it took nothing. */
async function atTheProvider(airline: Airline, reservationId: string): Promise<Money | null> {
  type Totals = { byPaymentIntent: Record<string, Money & { session: string }> };
  const { byPaymentIntent } = await airline.gateway<Totals>("/_control/totals?by=payment_intent");
  const { rows } = await database().execute<{ session: string }>(sql`
    select checkout_session_id as session from payment.payments where reservation_id = ${reservationId}`);
  const sessions = rows.map((row) => row.session);
  const [only, ...more] = Object.values(byPaymentIntent).filter((p) => sessions.includes(p.session));
  expect(more).toEqual([]);
  if (!only) return null;
  const { captured, refunded, pendingRefunds } = only;
  return { captured, refunded, pendingRefunds };
}

test("reservations are found by locator, name, e-mail and flight; the timeline shows every event, step and attempt", async ({
  page,
  airline,
}) => {
  const customer = await airline.customer();
  const flight = await flightOnSale();
  const held = await book(airline, customer, flight.id);
  await airline.drained();
  for (const q of [held.locator, customer.email, `${flight.designator} ${flight.date}`]) {
    await page.goto("/ko/admin/reservations");
    await page.getByLabel("예약 검색").fill(q);
    await page.getByRole("button", { name: "검색", exact: true }).click();
    await expect(page.getByRole("table").getByText(held.locator).first(), q).toBeVisible();
  }
  // Newest first: other tests have customers of the same name.
  for (const q of ["KIM MINJI", "MINJI KIM", "MINJI"]) {
    await page.goto(`/ko/admin/reservations?q=${encodeURIComponent(q)}`);
    await expect(page.getByRole("table").getByText(held.locator).first(), q).toBeVisible();
  }
  await page.goto(`/ko/admin/reservations/${held.reservationId}`);
  // One line for each step of the booking; the details open on request.
  const closed = page.getByRole("region", { name: "처리 내역" });
  await expect(closed.getByRole("heading")).toHaveText(["처리 내역", "좌석 선점", "결제", "예약 확정"]);
  const timeline = await sagaDetails(page);
  for (const event of ["좌석 선점", "결제 완료", "예약 확정", "마일리지 적립"])
    await expect(timeline.getByRole("heading", { name: event }).first()).toBeVisible();
  for (const name of ["reservation/reservation.created", "mileage/mileage.increased"])
    await expect(timeline.getByText(name).first()).toBeVisible();
  await expect(timeline.getByText("1차 시도").first()).toBeVisible();
  await page.goto("/ko/admin/flights");
  await expect(page.getByRole("table").first()).toContainText("석");
});

test("a mileage step that keeps failing delays neither booking nor messages; its attempts show, and it succeeds in the end", async ({
  page,
  airline,
}) => {
  // The engine waits 15 to 45 seconds before its first retry.
  test.setTimeout(240_000);
  const customer = await airline.customer();
  const flight = await flightOnSale();
  await breakMileage(true);
  let held: Awaited<ReturnType<typeof book>>;
  try {
    held = await book(airline, customer, flight.id);
    await expect.poll(() => sentMessages(held.reservationId, "confirmed", "INBOX")).toBe(1);
    await expect.poll(() => sentMessages(held.reservationId, "confirmed", "EMAIL")).toBe(1);
    const failed = sql`select count(*) as n from assurance.step_attempts
      where correlation_id = ${held.reservationId} and outcome = 'FAILED'`;
    await expect.poll(() => count(failed), { timeout: 60_000 }).toBeGreaterThan(1);
    expect(await balanceOf(customer.id)).toBe(0);
  } finally {
    await breakMileage(false);
  }
  await expect.poll(() => balanceOf(customer.id), { timeout: 120_000 }).toBe(280);
  await page.goto(`/ko/admin/reservations/${held.reservationId}`);
  const timeline = await sagaDetails(page);
  await expect(timeline.getByText("2차 시도").first()).toBeVisible();
  await expect(timeline.getByText("실패").first()).toBeVisible();
});

test("operations: the laws are shown as they are", async ({ page, airline }) => {
  await airline.drained();
  await page.goto("/ko/admin/operations");
  const laws = page.getByRole("table", { name: "정합성 점검 결과" });
  await expect(laws.getByText("일치").first()).toBeVisible({ timeout: 30_000 });
  await expect(laws.getByText("불일치", { exact: true })).toHaveCount(0);
});

/** The saga of the reservation on the page, with every step of it opened. */
async function sagaDetails(page: Page): Promise<Locator> {
  const timeline = page.getByRole("region", { name: "처리 내역" });
  const stages = timeline.locator("details");
  await expect(stages.first()).toBeVisible();
  for (const stage of await stages.all())
    if (!(await stage.evaluate((details: HTMLDetailsElement) => details.open)))
      await stage.locator("summary").click();
  return timeline;
}

/** Makes every entry into the mileage ledger fail, or lets them through again. */
async function breakMileage(broken: boolean): Promise<void> {
  if (!broken) {
    await database().execute(sql`drop trigger if exists broken on mileage.ledger`);
    return;
  }
  await database().execute(sql`create or replace function mileage.refuse() returns trigger language plpgsql
    as $$ begin raise exception 'the ledger is broken for a test'; end $$`);
  await database().execute(sql`create or replace trigger broken before insert on mileage.ledger
    for each row execute function mileage.refuse()`);
}

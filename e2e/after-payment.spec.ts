import { sql } from "drizzle-orm";
import { book, hold, openCheckout, pay } from "./support/book";
import { count, sentMessages } from "./support/database";
import { flightOnSale } from "./support/flights";
import { seat } from "./support/site";
import { expect, test } from "./support/stack";

test("seats left for later are chosen after payment, and changed: each change is told once", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const held = await book(airline, customer);
  const changes = () => sentMessages(held.reservationId, "seatsChanged", "EMAIL");

  await page.goto(`/ko/trips/${held.locator}`);
  await page.getByRole("link", { name: "좌석 선택" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "좌석 선택" })).toBeVisible();
  // Selecting seats without saving is no change.
  await seat(page, "10C").click();
  await seat(page, "11D").click();
  await expect(seat(page, "11D")).toHaveAttribute("aria-pressed", "true");
  await expect(seat(page, "10C")).toHaveAttribute("aria-pressed", "false");
  await page.getByRole("button", { name: "좌석 저장" }).dblclick();
  await expect(page.getByText("좌석을 저장했습니다")).toBeVisible();
  await expect(page.getByText("11D", { exact: true })).toBeVisible();
  await airline.drained();
  expect(await changes()).toBe(1);
  const told = (await airline.mails(customer.email)).find((m) => m.subject.includes("좌석이 변경"));
  expect(told?.text).toContain("11D");
  await page.goto("/ko/messages");
  await expect(page.getByText("좌석이 변경되었습니다").first()).toBeVisible();

  // The booking's own step for seats leads to the same page.
  await page.goto(`/ko/book/${held.reservationId}/seats`);
  await expect(page).toHaveURL(new RegExp(`/ko/trips/${held.locator}/seats`));
  await seat(page, "12A").click();
  await page.getByRole("button", { name: "좌석 저장" }).click();
  await expect(page.getByText("12A", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "좌석 변경" })).toBeVisible();
  await airline.drained();
  expect(await changes()).toBe(2);
});

test("the seat map tells that another customer took the chosen seat", async ({ page, context, airline }) => {
  const flight = await flightOnSale();
  const customer = await airline.signedIn(context);
  const held = await book(airline, customer, flight.id);
  const rival = await airline.customer();
  const other = await book(airline, rival, flight.id);
  await page.goto(`/ko/trips/${held.locator}/seats`);
  await seat(page, "10C").click();
  await expect(seat(page, "10C")).toHaveAttribute("aria-pressed", "true");
  await count(sql`insert into reservation.seat_assignments (flight_id, seat, segment_id, passenger_id, reservation_id)
    select s.flight_id, '10C', s.id, p.id, s.reservation_id from reservation.segments s
    join reservation.passengers p using (reservation_id) where s.reservation_id = ${other.reservationId} returning 1 as n`);
  await expect(page.getByText("10C 좌석을 배정하지 못했습니다")).toBeVisible({ timeout: 15_000 });
  await seat(page, "10D").click();
  await page.getByRole("button", { name: "좌석 저장" }).click();
  await expect(page.getByText("10D", { exact: true })).toBeVisible();
});

test("without JavaScript: a party is seated, and a changed language applies to all later messages", async ({
  browser,
  airline,
}) => {
  const context = await airline.elsewhere(browser, { javaScriptEnabled: false });
  const customer = await airline.signedIn(context, "en");
  await airline.drained();
  // The profile is English; the pages are Korean.
  const held = await book(airline, customer);
  await airline.drained();
  const subjects = async () => (await airline.mails(customer.email)).map((m) => m.subject);
  expect((await subjects()).filter((subject) => /[가-힣]/.test(subject))).toEqual([]);
  expect((await subjects()).length).toBe(1);

  const page = await context.newPage();
  await page.goto(`/ko/trips/${held.locator}/seats`);
  await page.getByRole("button", { name: "자동 배정" }).click();
  await expect(page.getByText("좌석을 저장했습니다")).toBeVisible();

  await page.goto("/ko/account");
  await page.getByRole("radio", { name: "한국어" }).check();
  await page.getByRole("button", { name: "언어 저장" }).click();
  await expect(page.getByText("알림 언어를 저장했습니다")).toBeVisible();
  await expect(page.getByRole("radio", { name: "한국어" })).toBeChecked();
  await airline.drained();
  const known = sql`select count(*) as n from notification.recipients where user_id = ${customer.id} and locale = 'ko'`;
  await expect.poll(() => count(known), { timeout: 20_000 }).toBe(1);

  const before = new Set((await airline.mails(customer.email)).map((m) => m.id));
  const inEnglish = await hold(airline, customer, undefined, "en");
  await pay(airline, await openCheckout(airline, customer, inEnglish));
  await airline.drained();
  const fresh = (await airline.mails(customer.email)).filter((m) => !before.has(m.id));
  expect(fresh).toHaveLength(1);
  for (const { subject } of fresh) expect(subject).toMatch(/[가-힣]/);
  await context.close();
});

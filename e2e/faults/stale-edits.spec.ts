import type { Browser, Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import type { Airline } from "@/e2e/support/airline";
import { book, bookingStatus } from "@/e2e/support/book";
import { completedRefunds, count, fullRefunds, sentMessages } from "@/e2e/support/database";
import { registeredFlight, type TestFlight } from "@/e2e/support/flights";
import { expect, test } from "@/e2e/support/stack";

test.describe.configure({ timeout: 180_000 });

/** The form that cancels a flight, as another member of the staff has it open. */
async function openForm(
  browser: Browser,
  airline: Airline,
  flight: TestFlight,
  reason: string,
): Promise<Page> {
  const context = await airline.elsewhere(browser);
  await airline.signIn(context, await airline.admin());
  const page = await context.newPage();
  await page.goto(`/ko/admin/flights/${flight.id}/cancel`);
  await page.getByLabel("결항 사유").fill(reason);
  await page.getByLabel("편명 확인").fill(flight.designator);
  return page;
}

const send = (page: Page) => page.getByRole("button", { name: "결항 처리" }).click();

const cancellations = (flight: TestFlight) =>
  count(sql`select count(*) as n from shared.outbox
    where name = 'schedule/flight.cancelled' and (data->>'flightId')::int = ${flight.id}`);

test("two members of the staff cancel a flight from pages of one moment: the second is told in the form, nothing of the first is lost", async ({
  browser,
  airline,
}) => {
  const flight = await registeredFlight();
  const customer = await airline.customer();
  const { reservationId } = await book(airline, customer, flight.id);
  const first = await openForm(browser, airline, flight, "제주공항 강풍");
  const second = await openForm(browser, airline, flight, "항공기 정비");
  await send(first);
  await expect(first.getByText("결항 처리가 끝났습니다")).toBeVisible({ timeout: 30_000 });
  await send(second);
  const told = second.getByRole("alert").filter({ hasText: "이미 결항 처리된 항공편입니다" });
  await expect(told).toBeVisible();
  await expect(second.getByLabel("결항 사유")).toHaveValue("항공기 정비");
  // What it is now, and why, is one press away.
  await told.getByRole("link", { name: "항공편 상세" }).click();
  await expect(second.getByText("결항 사유: 제주공항 강풍")).toBeVisible();
  await airline.drained(150_000);
  expect(await cancellations(flight)).toBe(1);
  expect(await bookingStatus(airline, customer, reservationId)).toBe("CANCELLED");
  expect([await fullRefunds(reservationId), await completedRefunds(reservationId)]).toEqual([1, 1]);
  expect(await sentMessages(reservationId, "flightCancelled", "EMAIL")).toBe(1);
  const [mail] = (await airline.mails(customer.email)).filter(({ subject }) => subject.includes("결항"));
  expect(mail?.text).toContain("제주공항 강풍");
  for (const page of [first, second]) await page.context().close();
});

test("a flight that somebody has changed since its page was opened: the conflict is told in the form, and the flight stays on sale", async ({
  browser,
  airline,
}) => {
  const flight = await registeredFlight(26);
  const page = await openForm(browser, airline, flight, "항공기 정비");
  await database().execute(sql`update schedule.flights set version = version + 1 where id = ${flight.id}`);
  await send(page);
  const told = page.getByRole("alert").filter({ hasText: "다른 변경이 먼저 처리되었습니다" });
  await expect(told).toBeVisible();
  await expect(page.getByLabel("결항 사유")).toHaveValue("항공기 정비");
  expect(await cancellations(flight)).toBe(0);
  // The page of the flight as it is now leads to a form that works.
  await told.getByRole("link", { name: "항공편 상세" }).click();
  await page.getByRole("link", { name: "결항 처리" }).click();
  await page.getByLabel("결항 사유").fill("항공기 정비");
  await page.getByLabel("편명 확인").fill(flight.designator);
  await send(page);
  await expect(page.getByText("결항 처리가 끝났습니다")).toBeVisible({ timeout: 30_000 });
  expect(await cancellations(flight)).toBe(1);
  await page.context().close();
});

import { book, hold, openCheckout, pay } from "./support/book";
import { balanceOf, completedRefunds, sentMessages } from "./support/database";
import { expect, test } from "./support/stack";

test("a cancellation after its quote: the miles go back, the refund comes, and each is told once", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const held = await book(airline, customer);
  await expect.poll(() => balanceOf(customer.id), { timeout: 20_000 }).toBe(280);
  await page.goto(`/ko/trips/${held.locator}`);
  await page.getByRole("link", { name: "예약 취소" }).click();
  await expect(page.getByText("결제 후 24시간 이내 무료 취소").first()).toBeVisible();
  await page.getByRole("button", { name: "예약 취소하기" }).click();
  await page.getByRole("button", { name: "취소 확정" }).click();
  await expect(page.getByText("취소된 예약입니다").first()).toBeVisible();
  await expect.poll(() => balanceOf(customer.id), { timeout: 20_000 }).toBe(0);
  await expect.poll(() => completedRefunds(held.reservationId), { timeout: 20_000 }).toBe(1);
  await airline.drained();
  const byEmailToo = ["confirmed", "cancelled", "refundCompleted"];
  for (const template of [...byEmailToo, "milesCredited", "milesReversed"]) {
    expect(await sentMessages(held.reservationId, template, "INBOX"), template).toBe(1);
    const emails = byEmailToo.includes(template) ? 1 : 0;
    expect(await sentMessages(held.reservationId, template, "EMAIL"), template).toBe(emails);
  }
  await page.reload();
  await expect(page.getByText("완료").first()).toBeVisible();
  await page.goto("/ko/mileage");
  await expect(page.getByText(held.locator).first()).toBeVisible();
});

test("messages come in the customer's language, and the bell counts them live", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context, "en");
  await page.goto("/en");
  const held = await hold(airline, customer, undefined, "en");
  await pay(airline, await openCheckout(airline, customer, held));
  // The bell asks by itself, without a reload.
  await expect(page.getByRole("link", { name: /unread|new/i }).first()).toBeVisible({ timeout: 30_000 });
  await expect
    .poll(
      async () =>
        (await airline.mails(customer.email)).some(
          (m) => m.text.includes(held.locator) && /confirmed/i.test(m.subject),
        ),
      { timeout: 30_000 },
    )
    .toBe(true);
});

test("a trip opens by locator and surname without an account; wrong pairs get one answer and are limited", async ({
  page,
  airline,
}) => {
  const customer = await airline.customer();
  const held = await book(airline, customer);
  const look = async (locator: string, surname: string) => {
    await page.goto("/ko/trips/find");
    await page.getByLabel("예약번호").fill(locator);
    await page.getByLabel("영문 성").fill(surname);
    await page.getByRole("button", { name: "예약 조회" }).click();
  };
  await look(held.locator, "LEE");
  await expect(page.getByText("예약번호와 영문 성이 일치하는 예약이 없습니다.").first()).toBeVisible();
  await look(held.locator.toLowerCase(), "kim");
  await expect(page.getByText("이 화면에서는 일정만 확인하실 수 있습니다.").first()).toBeVisible();
  await expect(page.getByText(held.locator).first()).toBeVisible();
  for (let n = 0; n < 10; n++) await look("BBBBBB", "KIM");
  await expect(page.getByText("조회 횟수가 너무 많습니다.").first()).toBeVisible();
});

test("nobody sees another customer's trip or the airline's dashboard", async ({ page, context, airline }) => {
  const held = await book(airline, await airline.customer());
  const stranger = await airline.customer();
  await airline.signIn(context, stranger);
  const trip = await page.goto(`/ko/trips/${held.locator}`);
  expect(trip?.status()).toBe(404);
  await page.goto("/ko/admin/flights");
  await expect(page.getByRole("table")).toHaveCount(0);
  const response = await airline.fetch(stranger, `/api/v1/reservations/${held.reservationId}`);
  expect(response.status).toBe(404);
});

import type { Page } from "@playwright/test";
import { bookingStatus, hold, openCheckout, settleLate } from "./support/book";
import { emailIds, eventNames, sentMessages } from "./support/database";
import { cards, confirmedLocator, confirming, openReview, payHold, payWith, toPayment } from "./support/site";
import { expect, test } from "./support/stack";

const nothingCharged = (page: Page) => page.getByText(/결제된 금액은 없|결제된 금액이 없/);

test("a hold cannot be given up while its card is being charged, and no page says that nothing was charged", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const held = await hold(airline, customer);
  // A second tab, opened before the payment; its button still offers to give the hold up.
  const old = await context.newPage();
  await old.goto(`/ko/trips/${held.locator}`);
  const release = old.getByRole("button", { name: "결제 전 예약 취소" });
  await expect(release).toBeVisible();

  const session = await openCheckout(airline, customer, held);
  await payHold(page, held, cards.late);
  for (const step of ["result", "review", "review?payment=cancelled"]) {
    await page.goto(`/ko/book/${held.reservationId}/${step}`);
    await expect(confirming(page)).toBeVisible();
    await expect(nothingCharged(page)).toHaveCount(0);
  }
  await page.goto(`/ko/trips/${held.locator}`);
  await expect(confirming(page)).toBeVisible();
  await expect(page.getByRole("button", { name: "결제 전 예약 취소" })).toHaveCount(0);

  await release.click();
  await expect(old.getByText(/지금은 (예약을 )?취소하실 수 없습니다/)).toBeVisible();
  expect(await bookingStatus(airline, customer, held.reservationId)).toBe("HELD");
  await expect(confirming(old)).toBeVisible();

  await settleLate(airline, session);
  // The waiting page asks by itself.
  await expect(page.getByText("예약 확정").first()).toBeVisible({ timeout: 30_000 });
  await airline.drained();
  expect(await eventNames(held.reservationId)).not.toContain("reservation/reservation.expired");
  expect(await sentMessages(held.reservationId, "confirmed", "INBOX")).toBe(1);
  expect(await sentMessages(held.reservationId, "holdEnded", "INBOX")).toBe(0);
});

test("a hold that is given up ends at once and is told in the inbox, not by e-mail", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const held = await hold(airline, customer);
  await openCheckout(airline, customer, held);
  await page.goto(`/ko/trips/${held.locator}`);
  await page.getByRole("button", { name: "결제 전 예약 취소" }).click();
  await expect(page.getByText("결제 전에 취소된 예약입니다").first()).toBeVisible();
  await airline.drained();
  expect(await sentMessages(held.reservationId, "holdEnded", "INBOX")).toBe(1);
  // Before payment there is no e-mail.
  expect(await emailIds(customer.id)).toEqual([]);
});

test("a hold is given up only after a question, and the search says that nothing was charged", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const held = await hold(airline, customer);
  await openReview(page, held);
  await page.getByRole("button", { name: "결제하기" }).click();
  await expect(page.getByText("내용을 확인하고 동의해 주세요.")).toHaveCount(3);
  await expect(page.getByLabel("여객운송약관에 동의합니다. (필수)")).toBeFocused();

  const ask = page.getByRole("button", { name: "예약 취소하고 다시 검색" });
  await ask.click();
  await page.getByRole("button", { name: "계속 예약하기" }).click();
  expect(await bookingStatus(airline, customer, held.reservationId)).toBe("HELD");
  await ask.click();
  await page.getByRole("button", { name: "취소하고 다시 검색", exact: true }).click();
  await expect(page.getByText("예약을 취소했습니다")).toBeVisible();
  await expect(nothingCharged(page).first()).toBeVisible();
  await expect(page.getByRole("list", { name: "항공편 목록" })).toBeVisible();
  expect(await bookingStatus(airline, customer, held.reservationId)).toBe("EXPIRED");
});

test("a slow card that fails: being confirmed, then declined, and the same hold is paid with another card", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const held = await hold(airline, customer);
  await payHold(page, held, cards.slowFail);
  await expect(confirming(page)).toBeVisible();
  await expect(page.getByText(held.locator, { exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: "결제가 승인되지 않았습니다" })).toBeVisible({
    timeout: 30_000,
  });
  await page.getByRole("link", { name: "다시 결제하기" }).click();
  await expect(page.getByText("결제가 승인되지 않았습니다").first()).toBeVisible();
  await toPayment(page);
  await payWith(page, cards.success);
  expect(await confirmedLocator(page)).toBe(held.locator);
  await airline.drained();
  const names = await eventNames(held.reservationId);
  expect(names.filter((name) => name === "payment/payment.failed")).toHaveLength(1);
  expect(await sentMessages(held.reservationId, "paymentFailed", "INBOX")).toBe(1);
  expect(await sentMessages(held.reservationId, "paymentFailed", "EMAIL")).toBe(0);
  await page.goto("/ko/history");
  await expect(page.getByText("결제가 승인되지 않았습니다").first()).toBeVisible();
});

import { moveDeadline } from "@/server/reservation/testing/fixtures";
import { leavesInMinutes } from "@/server/reservation/testing/flown";
import { bookingStatus, hold, openCheckout, pay } from "./support/book";
import { eventNames, fullRefunds, sentMessages } from "./support/database";
import { flightOnSale } from "./support/flights";
import { agree, cards, chooseFare, confirmedLocator, openReview, payHold, payWith } from "./support/site";
import { expect, test } from "./support/stack";

test("a flight leaves while its payment page is open: the payment is refused, refunded in full, and told why", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const flight = await flightOnSale();
  const held = await hold(airline, customer, flight.id);
  await payHold(page, held, cards.declined);
  await expect(page.getByText(/거절|승인되지/).first()).toBeVisible();
  await leavesInMinutes(flight.id, -1);
  await payWith(page, cards.success);

  await expect(page.getByRole("heading", { name: "결제하신 금액을 전액 환불해 드립니다" })).toBeVisible({
    timeout: 30_000,
  });
  const why = "항공편이 이미 출발한 뒤에 결제가 승인되었습니다.";
  await expect(page.getByText(why)).toBeVisible();
  await expect.poll(() => fullRefunds(held.reservationId), { timeout: 30_000 }).toBe(1);
  expect(await bookingStatus(airline, customer, held.reservationId)).toBe("EXPIRED");
  const names = await eventNames(held.reservationId);
  expect(names).toContain("reservation/payment.refused");
  expect(names).not.toContain("reservation/reservation.created");
  await airline.drained();
  for (const channel of ["INBOX", "EMAIL"] as const)
    expect(await sentMessages(held.reservationId, "paymentRefused", channel), channel).toBe(1);

  await page.goto(`/ko/trips/${held.locator}`);
  await expect(page.getByText("확정되지 못한 예약입니다")).toBeVisible();
  await expect(page.getByText(why)).toBeVisible();
  await page.goto("/ko/history");
  await expect(page.getByText("항공편이 출발한 뒤 결제되었습니다").first()).toBeVisible();
  await page.goto(`/en/book/${held.reservationId}/result`);
  await expect(page.getByText("Your payment was approved after the flight had left.")).toBeVisible();
});

test("after the sales cut-off a flight is neither found nor held, and its hold cannot be paid", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const flight = await flightOnSale();
  const held = await hold(airline, customer, flight.id);
  await openReview(page, held);
  const results = await context.newPage();
  await results.goto(`/ko/flights?trip=oneway&from=GMP&to=CJU&depart=${flight.date}&adults=1`);
  const offered = results.getByText(flight.designator).first();
  await expect(offered).toBeVisible();
  await leavesInMinutes(flight.id, 29);

  await agree(page);
  await page.getByRole("button", { name: /결제하기$/ }).click();
  await expect(page.getByText("판매가 마감된 항공편입니다")).toBeVisible();
  // What is shown is at most two seconds old.
  await expect(async () => {
    await results.reload();
    await expect(offered).toHaveCount(0, { timeout: 500 });
  }).toPass({ timeout: 15_000 });

  const other = await flightOnSale();
  await results.goto(`/ko/flights?trip=oneway&from=GMP&to=CJU&depart=${other.date}&adults=1`);
  await expect(results.getByText(other.designator).first()).toBeVisible();
  await leavesInMinutes(other.id, 29);
  await chooseFare(results, "스탠더드", other.designator);
  await expect(results.getByText("출발이 가까워 판매가 마감되었습니다")).toBeVisible();
});

test("a card that is being charged at the deadline: no message says that the hold ended, then it is confirmed", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const held = await hold(airline, customer);
  await pay(airline, await openCheckout(airline, customer, held), "slow");
  await moveDeadline(held.reservationId, -1_000);
  await page.goto("/ko/trips");
  await expect(page.getByText(held.locator)).toBeVisible();
  await expect(page.getByText("결제 대기")).toHaveCount(0);
  await page.goto(`/ko/book/${held.reservationId}/result`);
  expect(await confirmedLocator(page)).toBe(held.locator);
  await airline.drained();
  expect(await eventNames(held.reservationId)).not.toContain("reservation/reservation.expired");
  expect(await sentMessages(held.reservationId, "holdEnded", "INBOX")).toBe(0);
  expect(await sentMessages(held.reservationId, "confirmed", "INBOX")).toBe(1);
});

test("an unused payment page is closed at the deadline, and its hold ends by itself", async ({ airline }) => {
  const customer = await airline.customer();
  const held = await hold(airline, customer);
  const session = await openCheckout(airline, customer, held);
  await moveDeadline(held.reservationId, -1_000);
  await expect
    .poll(() => bookingStatus(airline, customer, held.reservationId), { timeout: 30_000 })
    .toBe("EXPIRED");
  await expect(pay(airline, session)).rejects.toThrow();
  await airline.drained();
  expect(await sentMessages(held.reservationId, "holdEnded", "INBOX")).toBe(1);
});

test("while its payment is being confirmed a booking says so in the list, on its page and by its locator", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const held = await hold(airline, customer);
  await pay(airline, await openCheckout(airline, customer, held), "late");
  await page.goto("/ko/trips");
  await expect(page.getByText("결제 확인 중")).toBeVisible();
  await expect(page.getByText("결제 대기")).toHaveCount(0);
  await expect(page.getByText("결제 기한까지")).toHaveCount(0);
  await page.goto(`/ko/trips/${held.locator}`);
  await expect(page.getByText("결제 확인 중")).toBeVisible();
  await expect(page.getByText("아직 결제하지 않았습니다")).toHaveCount(0);
  await page.goto(`/ko/book/${held.reservationId}/seats`);
  await expect(page.getByRole("heading", { name: "결제를 확인하고 있습니다" })).toBeVisible();
  await page.goto("/ko/trips/find");
  await page.getByLabel("예약번호").fill(held.locator);
  await page.getByLabel("영문 성").fill("KIM");
  await page.getByRole("button", { name: "예약 조회" }).click();
  await expect(page.getByText("결제 확인 중")).toBeVisible();
});

test("a payment page that is slow to open is explained after some seconds", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const held = await hold(airline, customer);
  await openReview(page, held);
  await expect(page.getByRole("button", { name: "예약 취소하고 다시 검색" })).toBeVisible();
  let answer: () => void = () => {};
  const silence = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/review*", async (route) => {
    if (route.request().method() === "POST") await silence;
    await route.continue();
  });
  await agree(page);
  await page.getByRole("button", { name: /결제하기$/ }).click();
  await expect(page.getByText("결제 페이지 연결이 지연되고 있습니다")).toBeVisible();
  answer();
  await expect(page.getByRole("heading", { name: "카드 정보" })).toBeVisible();
});

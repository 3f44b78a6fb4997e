import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { cancelBooking } from "./support/book";
import {
  askForPrice,
  bookedTrip,
  type ChangeFlight,
  type ChangeTrip,
  doneChanges,
  flightAt,
  heldUnits,
  type Language,
  offerOf,
  openDay as openDayOf,
  ticketOf,
} from "./support/changes";
import { completedRefunds, count, eventNames } from "./support/database";
import { cards, payWith } from "./support/site";
import { expect, test } from "./support/stack";

/** The words of the customer's pages in one language. */
const words = {
  ko: { quoted: "변경 내용과 금액을 확인해 주세요", agree: /변경 조건을 확인했으며 이에 동의합니다/ },
  en: { quoted: "Check the change and its price", agree: /conditions of the change, and agree/ },
} as const;

const openDay = (page: Page, language: Language, trip: ChangeTrip, to: ChangeFlight) =>
  openDayOf(page, language, `/trips/${trip.locator}`, to);

/** From the flights of a day to the quote. */
async function toQuote(page: Page, language: Language, to: ChangeFlight): Promise<void> {
  await askForPrice(page, language, to);
  await expect(page.getByRole("heading", { level: 1, name: words[language].quoted })).toBeVisible();
}

/** Accepts the quote: the button's name says the sum. */
async function accept(page: Page, language: Language, button: string): Promise<void> {
  await page.getByLabel(words[language].agree).check();
  await page.getByRole("button", { name: button }).click();
}

test("a dearer flight is paid for: new itinerary, new ticket, seats to choose, the old flight in the history", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const [trip, to] = [await bookedTrip(airline, customer), await flightAt(43, 92_000)];
  await openDay(page, "ko", trip, to);

  // Nothing chosen: the list says so, and the day stays.
  await page.getByRole("button", { name: "변경 금액 확인" }).click();
  await expect(page.getByText("변경할 항공편의 운임을 선택해 주세요.")).toBeVisible();
  await expect(offerOf(page, to).getByText("+35,000원")).toBeVisible();
  await expect(offerOf(page, to).getByText("변경 수수료 3,000원 포함")).toBeVisible();
  await toQuote(page, "ko", to);
  await expect(page.getByText("추가 결제 금액")).toBeVisible();
  await expect(page.getByText(trip.from.designator).first()).toBeVisible();

  // The way back keeps the choice.
  await page.getByRole("link", { name: "항공편 다시 선택" }).click();
  await expect(offerOf(page, to).getByRole("radio")).toBeChecked();
  await page.getByRole("button", { name: "변경 금액 확인" }).click();

  await page.getByRole("button", { name: "35,000원 결제하고 변경하기" }).click();
  await expect(page.getByText("변경 조건을 확인하고 동의해 주세요.")).toBeVisible();
  await accept(page, "ko", "35,000원 결제하고 변경하기");
  await expect(page.getByRole("heading", { name: "카드 정보" })).toBeVisible();
  await payWith(page, cards.success);
  await expect(page.getByRole("heading", { name: "여정 변경이 완료되었습니다" })).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByText("좌석을 다시 선택해 주세요")).toBeVisible();
  await expect(page.getByRole("link", { name: "좌석 선택" })).toBeVisible();

  const ticket = await ticketOf(trip);
  expect(ticket).not.toBe(trip.ticket);
  await page.getByRole("link", { name: "예약으로 돌아가기" }).click();
  await expect(page.getByText(to.designator, { exact: true }).first()).toBeVisible();
  await expect(page.getByText(trip.from.designator, { exact: true })).toHaveCount(0);
  await expect(page.getByText(`${ticket.slice(0, 3)}-${ticket.slice(3)}`)).toBeVisible();
  expect(await heldUnits(trip.from)).toBe(0);
  expect(await heldUnits(to)).toBe(1);
  await airline.drained();
  expect(await eventNames(trip.reservationId)).toContain("reservation/reservation.flights-changed");
  await page.reload();
  await expect(
    page.getByText(new RegExp(`변경 전 ${trip.from.designator} .*변경 후 ${to.designator}`)),
  ).toBeVisible();
});

test("in English on a phone, a cheaper flight: changed at once, and the difference comes back to the won", async ({
  page,
  context,
  airline,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const customer = await airline.signedIn(context, "en");
  const [trip, to] = [await bookedTrip(airline, customer), await flightAt(43, 50_000)];
  await openDay(page, "en", trip, to);
  await expect(offerOf(page, to).getByText("−₩7,000")).toBeVisible();
  await toQuote(page, "en", to);
  await accept(page, "en", "Change and be refunded ₩7,000");
  await expect(page.getByText("Your flights are changed")).toBeVisible();
  await expect(page.getByText("Please choose your seats again")).toBeVisible();
  await expect(page.getByText(to.designator, { exact: true }).first()).toBeVisible();
  await expect.poll(() => completedRefunds(trip.reservationId), { timeout: 30_000 }).toBe(1);
  const refunded = sql`select sum(amount) as n from payment.refunds where reservation_id = ${trip.reservationId}`;
  expect(await count(refunded)).toBe(7_000);
  await airline.drained();
});

test("a change that is not paid: given up, and then expired, the trip stays as it was", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const [trip, to] = [await bookedTrip(airline, customer), await flightAt(43, 92_000)];
  const untilPayment = async () => {
    await openDay(page, "ko", trip, to);
    await toQuote(page, "ko", to);
    await accept(page, "ko", "35,000원 결제하고 변경하기");
    await expect(page.getByRole("heading", { name: "카드 정보" })).toBeVisible();
    await page.getByRole("link", { name: "결제하지 않고 돌아가기" }).click();
    await expect(page.getByText("결제를 기다리는 여정 변경이 있습니다")).toBeVisible();
    await expect(page.getByRole("link", { name: "여정 변경", exact: true })).toHaveCount(0);
    expect(await heldUnits(to)).toBe(1);
  };
  await untilPayment();
  // No id of a change, and no change of this trip.
  for (const change of ["x", trip.reservationId]) {
    const path = `/api/pages/reservations/${trip.reservationId}/change-payment?change=${change}`;
    expect((await airline.fetch(customer, path)).status).toBe(404);
  }
  await page.getByRole("button", { name: "변경 그만두기" }).click();
  await expect(page.getByText("변경을 그만두었습니다")).toBeVisible();
  expect(await heldUnits(to)).toBe(0);

  await untilPayment();
  await page.getByRole("button", { name: "결제하기" }).click();
  await expect(page.getByRole("heading", { name: "카드 정보" })).toBeVisible();
  await database().execute(sql`update reservation.changes set expires_at = clock_timestamp() - interval '1 second'
    where reservation_id = ${trip.reservationId} and status = 'AWAITING_PAYMENT'`);
  await expect
    .poll(() => eventNames(trip.reservationId), { timeout: 30_000 })
    .toContainEqual("reservation/change.expired");
  await page.goto(`/ko/trips/${trip.locator}`);
  await expect(page.getByText(trip.from.designator, { exact: true }).first()).toBeVisible();
  await expect(page.getByText("결제를 기다리는 여정 변경이 있습니다")).toHaveCount(0);
  expect(await ticketOf(trip)).toBe(trip.ticket);
  expect(await heldUnits(trip.from)).toBe(1);
  await airline.drained();
});

test("a change that waits for its payment when the trip is cancelled: its payment page is closed at once", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const [trip, to] = [await bookedTrip(airline, customer), await flightAt(43, 92_000)];
  await openDay(page, "ko", trip, to);
  await toQuote(page, "ko", to);
  await accept(page, "ko", "35,000원 결제하고 변경하기");
  await expect(page.getByRole("heading", { name: "카드 정보" })).toBeVisible();
  await cancelBooking(customer, trip.reservationId);
  const open = sql`select count(*) as n from payment.payments
    where reservation_id = ${trip.reservationId} and status = 'PENDING'`;
  await expect.poll(() => count(open), { timeout: 30_000 }).toBe(0);
  await page.reload();
  await expect(page.getByText("결제 시간이 지났습니다")).toBeVisible();
  await airline.drained();
  expect(await eventNames(trip.reservationId)).toContain("reservation/change.superseded");
  expect(await heldUnits(to)).toBe(0);
});

test("of two tabs one changes the flight, and the other is told what the trip is now", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const [trip, one, other] = [
    await bookedTrip(airline, customer),
    await flightAt(43, 50_000),
    await flightAt(44, 50_000),
  ];
  const tab = await context.newPage();
  await openDay(page, "ko", trip, one);
  await toQuote(page, "ko", one);
  await openDay(tab, "ko", trip, other);
  await toQuote(tab, "ko", other);
  await accept(page, "ko", "변경하고 7,000원 환불받기");
  await expect(page.getByText("여정을 변경했습니다").first()).toBeVisible();
  await accept(tab, "ko", "변경하고 7,000원 환불받기");
  await expect(tab.getByText("그 사이에 예약이 변경되었습니다")).toBeVisible();
  await expect(tab.getByText(new RegExp(one.designator)).first()).toBeVisible();
  expect(await heldUnits(other)).toBe(0);
  expect(await doneChanges(trip)).toBe(1);
  await airline.drained();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a flight is changed by plain forms", async ({ page, context, airline }) => {
    const customer = await airline.signedIn(context);
    const [trip, to] = [await bookedTrip(airline, customer), await flightAt(43, 50_000)];
    await page.goto(`/ko/trips/${trip.locator}/change`);
    await page.getByLabel("변경할 날짜").fill(to.date);
    await page.getByRole("button", { name: "항공편 조회" }).click();
    await toQuote(page, "ko", to);
    await accept(page, "ko", "변경하고 7,000원 환불받기");
    await expect(page.getByText("여정을 변경했습니다").first()).toBeVisible();
    await airline.drained();
  });
});

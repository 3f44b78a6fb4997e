import type { Browser, Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import type { Airline, Customer } from "@/e2e/support/airline";
import { bookingStatus } from "@/e2e/support/book";
import { balanceOf, completedRefunds, count, eventNames, sentMessages } from "@/e2e/support/database";
import { bookedThereAndBack } from "@/e2e/support/round-trip";
import { expect, test } from "@/e2e/support/stack";
import { passengerManifest } from "@/server/reservation/queries";
import { staff } from "@/server/shared/testing/actors";

test.describe.configure({ timeout: 240_000 });

type Trip = Awaited<ReturnType<typeof bookedThereAndBack>>;

/** How many passengers of a trip are on the manifest of a flight. */
const flying = async (flightId: number, { locator }: Trip) =>
  (await passengerManifest(staff(), flightId)).filter((person) => person.locator === locator).length;

/** What the provider gave back of the trip's payment, and what the order says of it. */
async function givenBack(airline: Airline, { reservationId }: Trip) {
  const { rows } = await database().execute<{ intent: string; owed: string }>(sql`
    select p.payment_intent_id as intent, (select sum(a.amount) from reservation.allotments a
      where a.payment_id = p.id) as owed
    from payment.payments p where p.reservation_id = ${reservationId} and p.status = 'CAPTURED'`);
  const [{ intent = "", owed = "0" } = {}] = rows;
  const { byPaymentIntent } = await airline.gateway<{
    byPaymentIntent: Record<string, { refunded: number; pendingRefunds: number }>;
  }>("/_control/totals?by=payment_intent");
  const sums = byPaymentIntent[intent];
  return { refunded: sums?.refunded, pending: sums?.pendingRefunds, owed: Number(owed) };
}

/** What an agent reads about the refund on the reservation's page. */
async function staffSees(browser: Browser, airline: Airline, { reservationId }: Trip, text: string) {
  const context = await airline.elsewhere(browser);
  await airline.signIn(context, await airline.staff("AGENT"));
  const page = await context.newPage();
  await page.goto(`/ko/admin/reservations/${reservationId}`);
  await expect(page.getByRole("table", { name: "환불" }).getByText(text)).toBeVisible();
  await context.close();
}

async function cancelTheWayBack(page: Page, { locator }: Trip) {
  await page.goto(`/ko/trips/${locator}/cancel`);
  await page.getByRole("checkbox", { name: "서울 → 제주" }).uncheck();
  await page.getByRole("button", { name: "환불 금액 조회" }).click();
  await page.getByRole("button", { name: "선택한 여정 취소하기" }).click();
  await page.getByRole("button", { name: "취소 확정" }).click();
  await expect(page.getByText("선택하신 여정을 취소했습니다")).toBeVisible();
}

async function expectOtherLegValid(airline: Airline, customer: Customer, trip: Trip) {
  expect(await bookingStatus(airline, customer, trip.reservationId)).toBe("CREATED");
  expect([await flying(trip.out, trip), await flying(trip.back, trip)]).toEqual([1, 0]);
  const openCoupons = sql`select count(*) as n from reservation.coupons
    where reservation_id = ${trip.reservationId} and state = 'OPEN'`;
  expect(await count(openCoupons)).toBe(1);
}

test("the provider refuses the refund of one leg: the other leg stays valid, the customer and the staff see the delay, and the money comes once when the provider is well", async ({
  page,
  context,
  browser,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const trip = await bookedThereAndBack(airline, customer);
  const { reservationId } = trip;
  const heading = page.getByRole("heading", { name: "환불", exact: true });
  const refundCard = page.locator("section").filter({ has: heading });
  await airline.gateway("/_control", { refunds: "refuse" });
  try {
    await cancelTheWayBack(page, trip);
    await expect
      .poll(() => eventNames(reservationId), { timeout: 60_000 })
      .toContain("payment/refund.failed");
    await page.goto(`/ko/trips/${trip.locator}`);
    await expect(refundCard.getByText("지연", { exact: true })).toBeVisible();
    await expect(page.getByText("환불이 늦어지고 있습니다", { exact: true })).toBeVisible({
      timeout: 30_000,
    });
    await staffSees(browser, airline, trip, "환불 지연, 재시도 중");
    await expectOtherLegValid(airline, customer, trip);
    expect(await givenBack(airline, trip)).toMatchObject({ refunded: 0, pending: 0 });
  } finally {
    await airline.gateway("/_control", { refunds: "ok" });
  }
  await expect.poll(() => completedRefunds(reservationId), { timeout: 150_000, intervals: [500] }).toBe(1);
  for (const report of await airline.drained(150_000)) expect(report, report.law).toMatchObject({ ok: true });
  const { refunded, pending, owed } = await givenBack(airline, trip);
  expect(owed).toBeGreaterThan(0);
  expect([refunded, pending]).toEqual([owed, 0]);
  await page.goto(`/ko/trips/${trip.locator}`);
  await expect(refundCard.getByText("완료", { exact: true })).toBeVisible();
  await staffSees(browser, airline, trip, "환불 완료");
  await expectOtherLegValid(airline, customer, trip);
  // The miles of the leg that stays.
  expect(await balanceOf(customer.id)).toBe(280);
  expect(await sentMessages(reservationId, "refundCompleted", "EMAIL")).toBe(1);
  const names = await eventNames(reservationId);
  for (const name of ["payment/refund.failed", "payment/refund.completed"])
    expect(names.filter((each) => each === name)).toHaveLength(1);
});

import { changedLastFlight } from "@/server/reservation/testing/changed";
import { balanceOf, completedRefunds, sentMessages } from "./support/database";
import { flightsOnSale } from "./support/flights";
import { bookedThereAndBack } from "./support/round-trip";
import { expect, test } from "./support/stack";

test("what follows a change of flights: refund, miles, one message, and both flights in words for customer and staff", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const trip = await bookedThereAndBack(airline, customer);
  const [instead] = await flightsOnSale(1, 5, { origin: "CJU", destination: "GMP" });
  await changedLastFlight(trip.reservationId, -20_000, instead?.id);
  await expect.poll(() => completedRefunds(trip.reservationId), { timeout: 30_000 }).toBe(1);
  await airline.drained();
  expect(await balanceOf(customer.id)).toBe(560);
  expect(await sentMessages(trip.reservationId, "flightsChanged", "EMAIL")).toBe(1);
  const mails = await airline.mails(customer.email);
  const mail = mails.find((each) => each.subject.includes("여정이 변경되었습니다"));
  expect(mail?.text).toMatch(/변경 전 여정.*변경 후 여정.*변경하지 않은 여정.*새 전자항공권.*마일리지/s);
  expect(mail?.text).toContain("환불 금액: 20,000원");

  await page.goto("/ko/history");
  const entry = page.getByRole("listitem").filter({ hasText: "여정을 변경했습니다" });
  await expect(entry).toContainText(/변경 전 MA\d+ 제주 → 서울 .* · 변경 후 MA\d+ 제주 → 서울/);
  await expect(entry).toContainText("환불 예정 금액 20,000원");
  await expect(page.getByText("변경 전 여정 -280마일 · 변경 후 여정 +280마일")).toBeVisible();
  await page.goto(`/en/trips/${trip.locator}`);
  await expect(page.getByText(/before: MA\d+ Jeju → Seoul .* · after: MA\d+ Jeju → Seoul/i)).toBeVisible();

  await airline.signIn(context, await airline.admin());
  await page.goto(`/ko/admin/reservations/${trip.reservationId}`);
  const saga = page.getByRole("region", { name: "처리 내역" });
  await expect(saga.getByRole("heading", { name: "예약 변경" })).toBeVisible();
});

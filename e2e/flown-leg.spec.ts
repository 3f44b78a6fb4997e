import { leavesInMinutes } from "@/server/reservation/testing/flown";
import { bookingStatus } from "./support/book";
import { balanceOf, sentMessages } from "./support/database";
import { bookedThereAndBack } from "./support/round-trip";
import { expect, test } from "./support/stack";

test("a customer whose flight out has left cancels the way back, and keeps what was flown", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const trip = await bookedThereAndBack(airline, customer);
  await leavesInMinutes(trip.out, -30);
  await page.goto(`/ko/trips/${trip.locator}`);
  await expect(page.getByText("출발 완료").first()).toBeVisible();
  await page.getByRole("link", { name: "남은 여정 취소" }).click();
  await expect(page.getByRole("heading", { name: "남은 여정 취소" })).toBeVisible();
  await expect(page.getByText("출발 완료, 취소 대상 아님")).toBeVisible();
  await expect(page.getByText("출발한 여정").first()).toBeVisible();
  await expect(page.getByText("적립된 280마일은 회수됩니다.")).toBeVisible();
  await page.getByRole("button", { name: "남은 여정 취소하기" }).click();
  await page.getByRole("button", { name: "취소 확정" }).click();
  await expect(page.getByText("남은 여정이 취소된 예약입니다").first()).toBeVisible();
  await expect(page.getByText("출발 완료").first()).toBeVisible();
  await expect(page.getByText("출발한 여정 요금과 취소 수수료")).toBeVisible();
  await expect.poll(() => balanceOf(customer.id), { timeout: 30_000 }).toBe(280);
  await airline.drained();
  expect(await sentMessages(trip.reservationId, "cancelled", "EMAIL")).toBe(1);
  const mail = (await airline.mails(customer.email)).find((m) => m.subject.includes("남은 여정이 취소"));
  expect(mail?.text).toContain("여정 1 · 출발");
});

test("a refund quote from before check-in closed is refused after it, and the page shows a new one", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const trip = await bookedThereAndBack(airline, customer);
  await leavesInMinutes(trip.out, 90);
  await page.goto(`/ko/trips/${trip.locator}/cancel`);
  await expect(page.getByText("취소 수수료").first()).toBeVisible();
  await leavesInMinutes(trip.out, 15);
  await page.getByRole("button", { name: "예약 취소하기" }).click();
  await page.getByRole("button", { name: "취소 확정" }).click();
  await expect(page.getByText("취소되지 않았습니다").first()).toBeVisible();
  await expect(page.getByText("탑승 수속 마감").first()).toBeVisible();
  await expect(page.getByText("예약부도 위약금").first()).toBeVisible();
  expect(await bookingStatus(airline, customer, trip.reservationId)).toBe("CREATED");
});

test("staff record a no-show; its customer is told, cancels, and gets the charges back", async ({
  page,
  context,
  browser,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const trip = await bookedThereAndBack(airline, customer);
  await leavesInMinutes(trip.out, -30);
  const office = await airline.elsewhere(browser);
  await airline.signIn(office, await airline.admin());
  const desk = await office.newPage();
  await desk.goto(`/ko/admin/reservations/${trip.reservationId}`);
  await desk.getByRole("button", { name: "미탑승 기록" }).click();
  const dialog = desk.getByRole("alertdialog");
  await expect(dialog.getByText("탑승객 1명이 모두 탑승하지 않은 경우에만")).toBeVisible();
  await dialog.getByRole("button", { name: "미탑승 기록" }).click();
  await expect(desk.getByText("미탑승", { exact: true }).first()).toBeVisible();
  await expect(desk.getByRole("button", { name: "미탑승 기록" })).toHaveCount(0);
  await office.close();

  await page.goto(`/ko/trips/${trip.locator}`);
  await expect(page.getByText("미탑승", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "환불 금액 확인" }).click();
  await expect(page.getByText("미탑승 확인")).toBeVisible();
  await expect(page.getByText("예약부도 위약금").first()).toBeVisible();
  await expect(page.getByText("적립된 560마일은 회수됩니다.")).toBeVisible();
  await page.getByRole("button", { name: "예약 취소하기" }).click();
  await page.getByRole("button", { name: "취소 확정" }).click();
  await expect(page.getByText("취소된 예약입니다").first()).toBeVisible();
  await expect.poll(() => balanceOf(customer.id), { timeout: 30_000 }).toBe(0);
  await airline.drained();
  for (const template of ["noShow", "cancelled", "refundCompleted"])
    expect(await sentMessages(trip.reservationId, template, "EMAIL"), template).toBe(1);
  const mail = (await airline.mails(customer.email)).find((m) => m.subject.includes("탑승하지 않으신"));
  expect(mail?.text).toContain("내 여행에서 환불 금액을 확인하고 환불을 신청하실 수 있습니다");
  await page.goto("/ko/history");
  await expect(page.getByText("탑승하지 않으신 항공편이 확인되었습니다").first()).toBeVisible();
});

test("results name the fee for a change of each fare before it is bought", async ({ page }) => {
  const depart = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await page.goto(`/ko/flights?trip=oneway&from=GMP&to=CJU&depart=${depart}&adults=1`);
  await expect(page.getByText("운임별 혜택 비교").first()).toBeVisible();
  const fees = page.getByRole("row", { name: /변경 수수료/ }).first();
  await expect(fees).toContainText("10,000원");
  await expect(fees).toContainText("무료");
});

import type { Page } from "@playwright/test";
import { completedRefunds, sentMessages } from "./support/database";
import { bookedThereAndBack } from "./support/round-trip";
import { expect, test } from "./support/stack";

const person = (surname: string, givenName: string) => ({
  ...{ type: "ADULT", surname, givenName, birthDate: "1990-05-05", gender: "F" },
});
const couple = () => ({ adults: 2, passengers: [person("KIM", "MINJI"), person("LEE", "JUNHO")] });
const reason = "진단서 확인, 탑승 불가";

/** Chooses the second passenger and leaves the fee out: first without a reason, then with one. */
async function quoteWithoutFee(page: Page): Promise<void> {
  await page.getByRole("checkbox", { name: /KIM MINJI/ }).uncheck();
  await page.getByRole("button", { name: "환불 금액 조회" }).click();
  await expect(page.getByText("취소할 여정의 금액")).toBeVisible();
  await page.getByRole("button", { name: "수수료 없이 다시 계산" }).click();
  await expect(page.getByText("면제 사유를 입력해 주세요.")).toBeVisible();
  await page.getByLabel("면제 사유").fill(reason);
  await page.getByRole("button", { name: "수수료 없이 다시 계산" }).click();
  await expect(page.getByText(`사유: ${reason}`)).toBeVisible();
}

/** Gives the passenger who is left a seat on the first flight. */
async function assignSeat(page: Page): Promise<void> {
  await page.getByRole("link", { name: "좌석 지정" }).click();
  await expect(page.getByRole("heading", { name: "좌석 지정 대행" })).toBeVisible();
  await page.getByRole("button", { name: /^7C,.*선택 가능/ }).click();
  await page.getByRole("button", { name: "좌석 저장" }).click();
  await expect(page.getByText("좌석을 저장했습니다. 바뀐 좌석은 고객에게 안내됩니다.")).toBeVisible();
  await expect(page.getByRole("cell", { name: "7C", exact: true })).toBeVisible();
}

test("an agent cancels one passenger without the fee and seats the other; the customer sees the result, not the reason", async ({
  page,
  context,
  browser,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const trip = await bookedThereAndBack(airline, customer, couple(), 1120);
  const agent = await airline.staff("AGENT");
  const desk = await airline.elsewhere(browser);
  await airline.signIn(desk, agent);
  const their = await desk.newPage();

  await their.goto(`/ko/admin/reservations/${trip.reservationId}`);
  await their.getByRole("link", { name: "예약 취소" }).click();
  await quoteWithoutFee(their);
  await their.getByRole("button", { name: "선택한 여정 취소하기" }).click();
  await their.getByRole("button", { name: "취소 확정" }).click();
  await expect(their.getByText("선택한 여정을 취소했습니다.")).toBeVisible();
  const changes = their.getByRole("region", { name: "변경 이력" });
  await expect(changes.getByText(reason)).toBeVisible();
  await expect(changes.getByText(agent.email)).toBeVisible();
  await expect(changes.getByText("취소 수수료 면제")).toBeVisible();
  await assignSeat(their);

  await page.goto(`/ko/trips/${trip.locator}`);
  await expect(page.getByText("수수료 면제")).toBeVisible();
  await expect(page.getByText("LEE/JUNHO", { exact: true })).toHaveCount(0);
  await expect(page.getByText("7C").first()).toBeVisible();
  expect(await page.content()).not.toContain(reason);
  await expect.poll(() => completedRefunds(trip.reservationId), { timeout: 30_000 }).toBe(1);
  await airline.drained();
  expect(await sentMessages(trip.reservationId, "partCancelled", "EMAIL")).toBe(1);
  const mails = await airline.mails(customer.email);
  expect(mails.find((m) => m.subject.includes("예약의 일부가 취소"))?.text).toContain("수수료 면제");
  expect(JSON.stringify(mails)).not.toContain(reason);
  await desk.close();
});

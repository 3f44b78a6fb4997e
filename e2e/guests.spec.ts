import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { uuidv7 } from "@/server/shared/ids";
import type { Airline } from "./support/airline";
import { flightOnSale } from "./support/flights";
import { complaintsOf } from "./support/pages";
import { cards, chooseFlight, expectPassengersStep, fillPassenger, minji, payWith } from "./support/site";
import { expect, test } from "./support/stack";
import { until } from "./support/until";

/** All browsers of a test run share one network address, which has few tries. */
const forgetTries = async () => {
  await database().execute(
    sql`delete from shared.rate_limits where key ~ '^(find-trip|access-|register-guest|guest-holds)'`,
  );
};
test.beforeEach(async ({ airline }) => {
  if (airline.url) await forgetTries();
});
test.afterEach(forgetTries);

const mailbox = () => `guest-${uuidv7()}@example.com`;

/** Chooses a flight as a visitor and goes on as a guest, to the results where the choice is pressed again. */
async function asGuest(page: Page, email: string): Promise<void> {
  const flight = await flightOnSale();
  await chooseFlight(page, flight);
  await page.getByRole("link", { name: "비회원으로 예약하기" }).click();
  await expect(page.getByText("비회원 예약에는 마일리지가 적립되지 않습니다")).toBeVisible();
  await page.getByLabel("이메일").fill(email);
  await page.getByLabel("휴대전화").fill("010-1234-5678");
  await page.getByRole("button", { name: "비회원으로 계속하기" }).click();
  await expect(page).toHaveURL(/\/ko\/flights\?/);
  await chooseFlight(page, flight);
  await expectPassengersStep(page);
}

/** Books a trip without an account and pays it. @returns its locator. */
async function bookAsGuest(page: Page, email: string): Promise<string> {
  await asGuest(page, email);
  await expect(page.getByLabel("이메일")).toHaveValue(email);
  await fillPassenger(page, "성인 1", minji);
  await page.getByRole("button", { name: "다음: 좌석 선택" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "좌석을 선택해 주세요" })).toBeVisible();
  const [, reservationId] = /\/book\/([0-9a-f-]{36})\//.exec(page.url()) ?? [];
  await page.goto(`/ko/book/${reservationId}/review`);
  for (const box of await page.locator("main [name^='consent.']").all()) await box.check({ force: true });
  await page.getByRole("button", { name: "결제하기" }).click();
  await payWith(page, cards.success);
  await expect(page.getByText("예약이 확정되었습니다").first()).toBeVisible({ timeout: 30_000 });
  const { rows } = await database().execute<{ locator: string }>(
    sql`select locator from reservation.reservations where id = ${reservationId}`,
  );
  return rows[0]?.locator ?? "";
}

/** The newest code that was mailed to an address. */
async function codeTo(airline: Airline, email: string): Promise<string> {
  const code = /^(?:인증번호|Code): (\d{6})$/m;
  const mail = await until(
    async () => (await airline.mails(email)).find(({ text }) => code.test(text)),
    (found) => found !== undefined,
  );
  return code.exec(mail?.text ?? "")?.[1] ?? "";
}

test("a guest books and pays, closes the trip, and cancels it by a code from another visit", async ({
  page,
  airline,
}) => {
  test.setTimeout(180_000);
  const email = mailbox();
  const complaints = complaintsOf(page);
  const locator = await bookAsGuest(page, email);
  await page.goto(`/ko/trips/${locator}`);
  await expect(page.getByText("비회원으로 예약하신 여행입니다")).toBeVisible();
  for (const account of ["/account", "/mileage", "/history", "/messages", "/trips"]) {
    await page.goto(`/ko${account}`);
    await expect(page.getByText(locator)).toHaveCount(0);
  }
  // The API knows no guests.
  for (const path of ["/api/v1/reservations", "/api/v1/miles"])
    expect((await page.request.get(path)).status(), path).toBe(401);
  await page.goto(`/ko/trips/${locator}`);
  await page.getByRole("button", { name: "이 기기에서 닫기" }).click();
  await expect(page).toHaveURL(/trips\/find\?access=left$/);
  await page.goto(`/ko/trips/${locator}`);
  await expect(page).toHaveURL(/sign-in/);

  await airline.drained();
  const confirmed = (await airline.mails(email)).find(({ subject }) => subject.includes(locator));
  expect(confirmed?.text).toContain(`/ko/trips/find?locator=${locator}`);
  await page.goto(`/ko/trips/find?locator=${locator}`);
  await page.getByLabel("영문 성").fill("KIM");
  await page.getByRole("button", { name: "예약 조회" }).click();
  await page.getByRole("button", { name: "인증번호 받기" }).click();
  await page.getByLabel("인증번호").fill(await codeTo(airline, email));
  await page.getByRole("button", { name: "확인", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/ko/trips/${locator}$`));
  await page.goto(`/ko/trips/${locator}/cancel`);
  await page.getByRole("button", { name: "예약 취소하기" }).click();
  await page.getByRole("button", { name: "취소 확정" }).click();
  await expect(page.getByText("취소됨").first()).toBeVisible();
  expect(complaints).toEqual([]);
});

test("a member who confirms the address finds the trip that was booked as a guest", async ({
  page,
  context,
  airline,
}) => {
  test.setTimeout(180_000);
  const [email, password] = [mailbox(), `pass-${uuidv7()}`];
  const locator = await bookAsGuest(page, email);
  await airline.drained();
  await page.goto("/ko/sign-up");
  await page.locator("[name=name]").fill("김민지");
  await page.locator("[name=email]").fill(email);
  await page.locator("[name=password]").fill(password);
  for (const box of await page.locator("main [name^='consent.']").all()) await box.check({ force: true });
  await page.getByRole("button", { name: "가입하기" }).click();
  await expect(page).toHaveURL(/joined=1/);
  const link = await until(
    async () =>
      (await airline.mails(email))
        .map(({ text }) => /https?:\/\/\S+mail-link\S+/.exec(text)?.[0])
        .find((found) => found !== undefined),
    (found) => found !== undefined,
  );
  await page.goto(link ?? "");
  await page.getByRole("button", { name: "확인", exact: true }).click();
  await expect(page.getByText("이메일 주소를 확인했습니다")).toBeVisible();
  await context.clearCookies();
  await page.goto("/ko/sign-in?next=/ko/trips");
  await page.getByLabel("이메일").fill(email);
  await page.getByLabel("비밀번호").fill(password);
  await page.getByRole("button", { name: "로그인", exact: true }).click();
  await expect(page).toHaveURL(/^[^?]*\/ko\/trips$/);
  await airline.drained();
  await page.goto("/ko/trips");
  await expect(page.getByText(locator).first()).toBeVisible();
  await page.goto(`/ko/trips/${locator}`);
  await expect(page.getByText("280마일").first()).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the form keeps what was typed, says at the field what is wrong, and goes on when it is right", async ({
    page,
    airline,
  }) => {
    expect(airline.url).toBeTruthy();
    await page.goto("/en/guest?next=/en/flights");
    await page.getByLabel("Email").fill("minji@");
    await page.getByLabel("Mobile phone").fill("12");
    await page.getByRole("button", { name: "Continue as a guest" }).click();
    await expect(page.getByText("Please check the email address")).toBeVisible();
    await expect(page.getByText("Please check the phone number")).toBeVisible();
    await expect(page.getByLabel("Mobile phone")).toHaveValue("12");
    await page.getByLabel("Email").fill(mailbox());
    await page.getByLabel("Mobile phone").fill("010-1234-5678");
    await page.getByRole("button", { name: "Continue as a guest" }).click();
    await expect(page).toHaveURL(/\/en\/flights$/);
  });
});

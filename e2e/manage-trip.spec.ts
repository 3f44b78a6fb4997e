import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import type { Airline, Customer } from "./support/airline";
import { book, bookingStatus, type Held, holdBody, openCheckout, pay } from "./support/book";
import { flightOnSale } from "./support/flights";
import { complaintsOf } from "./support/pages";
import { expect, test } from "./support/stack";
import { until } from "./support/until";

/** All browsers of a test run share one network address, which has few tries. */
const forgetTries = async () => {
  await database().execute(sql`delete from shared.rate_limits where key ~ '^(find-trip|access-)'`);
};
// `airline` is asked for, because the database is there when it is.
test.beforeEach(async ({ airline }) => {
  if (airline.url) await forgetTries();
});
test.afterEach(forgetTries);

const words = {
  ko: {
    locator: "예약번호",
    surname: "영문 성",
    find: "예약 조회",
    ask: "인증번호 받기",
    code: "인증번호",
    enter: "확인",
  },
  en: {
    locator: "Booking reference",
    surname: "Surname",
    find: "Find booking",
    ask: "Send me a code",
    code: "Code",
    enter: "Continue",
  },
};
type Language = keyof typeof words;

/** Finds a trip as a stranger does, and asks for a code. */
async function askForCode(page: Page, locator: string, language: Language): Promise<void> {
  const w = words[language];
  await page.goto(`/${language}/trips/find`);
  await page.getByLabel(w.locator).fill(locator);
  await page.getByLabel(w.surname).fill("KIM");
  await page.getByRole("button", { name: w.find }).click();
  await page.getByRole("button", { name: w.ask }).click();
  await expect(page).toHaveURL(new RegExp(`/trips/access\\?trip=${locator}$`));
}

/** The code in the newest e-mail about the trip. */
async function codeFor(airline: Airline, { email }: Customer, locator: string): Promise<string> {
  const code = /^(?:인증번호|Code): (\d{6})$/m;
  const mail = await until(
    async () =>
      (await airline.mails(email)).find(({ subject, text }) => subject.includes(locator) && code.test(text)),
    (found) => found !== undefined,
  );
  return code.exec(mail?.text ?? "")?.[1] ?? "";
}

async function enterCode(page: Page, code: string, language: Language): Promise<void> {
  await page.getByLabel(words[language].code).fill(code);
  await page.getByRole("button", { name: words[language].enter, exact: true }).click();
}

test("a traveller manages a trip by a one-time code, and the contact change ends the access", async ({
  page,
  airline,
}) => {
  const customer = await airline.customer();
  const { locator } = await book(airline, customer);
  const complaints = complaintsOf(page);
  await askForCode(page, locator, "ko");
  await expect(page.getByText(`${customer.email.slice(0, 2)}***@example.com`)).toBeVisible();
  const code = await codeFor(airline, customer, locator);
  const wrong = code === "000000" ? "111111" : "000000";
  await enterCode(page, wrong, "ko");
  await expect(page.getByText("인증번호가 일치하지 않습니다.")).toBeVisible();
  await expect(page.getByLabel("인증번호")).toHaveValue(wrong);
  await enterCode(page, ` ${code.slice(0, 3)} ${code.slice(3)}`, "ko");
  await expect(page).toHaveURL(new RegExp(`/ko/trips/${locator}$`));
  await expect(page.getByText("이메일 인증으로 예약을 관리하고 있습니다")).toBeVisible();
  // What belongs to the member's account is not shown.
  for (const panel of ["적립 마일리지", "보내 드린 알림", "예약 진행 내역"])
    await expect(page.getByRole("heading", { name: panel })).toHaveCount(0);

  await page.getByRole("link", { name: "좌석 선택" }).click();
  await page.getByRole("button", { name: "자동 배정" }).first().click();
  await expect(page.getByText("좌석을 저장했습니다")).toBeVisible();
  await page.getByRole("link", { name: "예약 취소" }).click();
  await expect(page.getByText("환불 예정 금액").first()).toBeVisible();
  await page.getByRole("link", { name: "예약으로 돌아가기" }).click();

  await page.getByRole("link", { name: "연락처 변경" }).click();
  await page.getByLabel("이메일").fill("nobody");
  await page.getByRole("button", { name: "연락처 저장" }).click();
  await expect(page.getByText("이메일 주소를 확인해 주세요.")).toBeVisible();
  const next = `new-${customer.email}`;
  await page.getByLabel("이메일").fill(next);
  await page.getByRole("button", { name: "연락처 저장" }).click();
  await expect(page.getByText("연락처를 변경했습니다")).toBeVisible();
  await page.goto(`/ko/trips/${locator}`);
  await expect(page).toHaveURL(/\/sign-in/);
  // A browser also asks for /favicon.ico at times, which there is not.
  expect(complaints.filter((text) => !text.includes("Failed to load resource"))).toEqual([]);

  const told = (to: string, subject: string) =>
    until(
      async () => (await airline.mails(to)).filter((mail) => mail.subject.includes(subject)),
      ({ length }) => length === 1,
    );
  await told(next, "연락처가 변경되었습니다");
  const [notice] = await told(customer.email, "더 이상 예약 연락처가 아닙니다");
  expect(notice?.text).toContain("ne***@example.com");
  expect(notice?.text).not.toContain(next);
});

test("two tabs of a phone manage two trips, and closing one leaves the other open", async ({
  page: first,
  context,
  airline,
}) => {
  await first.setViewportSize({ width: 360, height: 740 });
  const customer = await airline.customer("en");
  const [one, two] = await Promise.all([book(airline, customer), book(airline, customer)]);
  const second = await context.newPage();
  await second.setViewportSize({ width: 360, height: 740 });
  await askForCode(first, one.locator, "en");
  await askForCode(second, two.locator, "en");
  await enterCode(first, await codeFor(airline, customer, one.locator), "en");
  const barOf = (page: Page) => page.getByText("You are managing this booking with a code");
  await expect(barOf(first)).toBeVisible();
  await enterCode(second, await codeFor(airline, customer, two.locator), "en");
  await expect(barOf(second)).toBeVisible();
  await first.reload();
  await expect(barOf(first)).toBeVisible();
  const width = await first.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
  await first.getByRole("button", { name: "Close this booking" }).click();
  await expect(first.getByText("You have closed the booking")).toBeVisible();
  await first.goto(`/en/trips/${one.locator}`);
  await expect(first).toHaveURL(/\/sign-in/);
  await second.reload();
  await expect(barOf(second)).toBeVisible();
});

test("a traveller who splits the trip goes on with both bookings", async ({ page, airline }) => {
  const customer = await airline.customer();
  const { body } = await airline.post<Held>(customer, "/api/v1/reservations", {
    ...holdBody((await flightOnSale()).id, customer),
    adults: 2,
    passengers: ["MINJI", "JUNHO"].map((givenName) => ({
      ...{ type: "ADULT", surname: "KIM", givenName, birthDate: "1990-05-05", gender: "F" },
    })),
  });
  await pay(airline, await openCheckout(airline, customer, body));
  await until(
    () => bookingStatus(airline, customer, body.reservationId),
    (status) => status === "CREATED",
  );
  await askForCode(page, body.locator, "ko");
  await enterCode(page, await codeFor(airline, customer, body.locator), "ko");
  await page.getByRole("link", { name: "예약 분리" }).click();
  await page.getByRole("checkbox", { name: /KIM JUNHO/ }).check();
  await page.getByRole("button", { name: "예약 분리" }).click();
  await page.getByRole("button", { name: "분리 확정" }).click();
  await expect(page.getByText("예약을 분리했습니다", { exact: true })).toBeVisible();
  const bar = page.getByText("이메일 인증으로 예약을 관리하고 있습니다");
  await expect(bar).toBeVisible();
  await expect(page.getByText("KIM/JUNHO")).toBeVisible();
  await page.getByRole("link", { name: body.locator }).click();
  await expect(page.getByText("KIM/MINJI")).toBeVisible();
  await expect(bar).toBeVisible();
});

test("staff change the contact of a reservation", async ({ page, context, airline }) => {
  const held = await book(airline, await airline.customer());
  await airline.signIn(context, await airline.staff("AGENT"));
  await page.goto(`/ko/admin/reservations/${held.reservationId}`);
  await page.getByRole("link", { name: "연락처 변경" }).click();
  await page.getByLabel("휴대전화").fill("010-1234-5678");
  await page.getByRole("button", { name: "연락처 저장" }).click();
  await expect(page.getByText("010-1234-5678")).toBeVisible();
  const { rows } = await database().execute(sql`
    select actor_kind as kind from shared.audit_log
    where entity_id = ${held.reservationId} and action = 'change-contact'`);
  expect(rows).toEqual([{ kind: "AGENT" }]);
});

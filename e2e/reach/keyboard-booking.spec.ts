import type { Locator, Page } from "@playwright/test";
import type { Locale } from "@/server/shared/airline";
import { cards, flightRow } from "../support/site";
import { expect, test } from "../support/stack";
import { tabTo } from "./keyboard";

const words = {
  ko: {
    oneWay: "편도",
    price: /최저가.*원/,
    from: "출발지",
    to: "도착지",
    date: /^가는 날/,
    search: "항공권 검색",
    skip: "항공편 목록으로 건너뛰기",
    fare: /스탠더드/,
    toSeats: "다음: 좌석 선택",
    toReview: "다음: 확인·결제",
    agree: /모두 동의합니다/,
    pay: /결제하기$/,
    confirmed: "예약이 확정되었습니다",
    card: ["카드 번호", "유효기간", "보안코드 (CVC)", "카드 소유자 이름"],
  },
  en: {
    oneWay: "One way",
    price: /₩/,
    from: "From",
    to: "To",
    date: /^Departure|^Depart/,
    search: "Search flights",
    skip: "Skip to the flights",
    fare: /Standard/,
    toSeats: /seats/i,
    toReview: /review/i,
    agree: /agree to everything/,
    pay: /^Pay/,
    confirmed: /confirmed/,
    card: [],
  },
} as const;

/** Goes to a field by Tab and types into it. */
async function type(page: Page, field: Locator, text: string, atMost = 6): Promise<void> {
  await tabTo(page, field, atMost);
  await page.keyboard.type(text);
}

async function press(page: Page, target: Locator, atMost: number, key = "Enter"): Promise<void> {
  await tabTo(page, target, atMost);
  await page.keyboard.press(key);
}

/** From the home page to the flights of tomorrow's week. */
async function search(page: Page, w: (typeof words)[Locale]): Promise<void> {
  // On a phone a place is chosen in a window of its own.
  const combo = (name: string) =>
    page
      .getByRole("combobox", { name, exact: true })
      .and(page.locator("input"))
      .or(page.getByRole("button", { name: new RegExp(`^${name} `) }));
  const choose = async (name: string, code: string) => {
    await tabTo(page, combo(name), 6);
    if ((await combo(name).getAttribute("role")) === null) {
      await page.keyboard.press("Enter");
      await expect(page.getByRole("dialog").getByRole("searchbox")).toBeFocused();
    }
    await page.keyboard.type(code);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  };
  await page.goto("/");
  await expect(combo(w.from)).toBeVisible();
  await tabTo(page, page.locator("input[name=trip]"), 18);
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: w.oneWay })).toBeChecked();
  await choose(w.from, "GMP");
  await choose(w.to, "CJU");
  await press(page, page.getByRole("button", { name: w.date }), 4);
  await expect(page.getByRole("dialog").getByRole("grid").first()).toBeVisible();
  // A day is read with its price.
  await expect(page.getByRole("dialog").getByRole("button", { name: w.price }).first()).toBeVisible();
  for (let days = 0; days < 5; days++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await press(page, page.getByRole("button", { name: w.search }), 6);
  await page.waitForURL(/\/flights\?/);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
}

/** The fare of the first flight: a skip link leads past the days and filters. */
async function chooseFirstFare(page: Page, w: (typeof words)[Locale]): Promise<void> {
  await press(page, page.getByRole("link", { name: w.skip }), 1);
  // The fares open below the link that keeps the focus.
  await press(page, flightRow(page).locator("a[aria-expanded]"), 1);
  await expect(flightRow(page).locator("a[aria-expanded=true]")).toBeFocused();
  await press(page, flightRow(page).getByRole("button", { name: w.fare }), 3);
  await page.waitForURL(/\/passengers/);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
}

async function enterPassenger(page: Page, w: (typeof words)[Locale]): Promise<void> {
  const field = (name: string) => page.locator(`[name='passengers.0.${name}']`);
  await type(page, field("surname"), "KIM");
  await type(page, field("givenName"), "MINJI");
  await type(page, field("birthDate"), "19900505", 2);
  await tabTo(page, field("gender"), 2);
  await page.keyboard.press("Space");
  await press(page, page.getByRole("main").getByRole("button", { name: w.toSeats }), 5);
  await page.waitForURL(/\/seats/);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
}

const isTaken = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-disabled") === "true");

async function chooseSeat(page: Page, w: (typeof words)[Locale]): Promise<void> {
  await tabTo(page, page.locator("[data-seat]"), 6);
  const seat = () => page.evaluate(() => document.activeElement?.getAttribute("data-seat"));
  const first = await seat();
  await page.keyboard.press("PageDown");
  const second = await seat();
  expect(Number.parseInt(second ?? "", 10)).toBeGreaterThan(Number.parseInt(first ?? "", 10));
  await page.keyboard.press("Control+End");
  const last = await page.locator("[data-seat]").last().getAttribute("data-seat");
  expect(await seat()).toBe(last);
  // The bookings of other tests have seats in the last row too.
  for (let rows = 0; rows < 9 && (await isTaken(page)); rows++) await page.keyboard.press("ArrowUp");
  const chosen = await seat();
  await page.keyboard.press("Enter");
  await expect(page.locator(`[data-seat='${chosen}']`)).toHaveAttribute("aria-pressed", "true");
  await press(page, page.getByRole("main").getByRole("link", { name: w.toReview }), 3);
  await page.waitForURL(/\/review/);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
}

async function pay(page: Page, w: (typeof words)[Locale]): Promise<void> {
  await press(page, page.getByRole("checkbox", { name: w.agree }), 8, "Space");
  await press(page, page.getByRole("main").getByRole("button", { name: w.pay }), 8);
  await page.locator("input[name=number], input[autocomplete=cc-number]").first().waitFor();
  const inputs = page.locator("input:not([type=hidden]):not([type=radio]):not([type=checkbox])");
  const values = [cards.success, "12/34", "123", "KIM MINJI"];
  for (const [n, value] of values.entries()) {
    await tabTo(page, inputs.nth(n), 25);
    await page.keyboard.type(value);
  }
  await page.keyboard.press("Enter");
}

for (const [locale, size] of [
  ["ko", { width: 1440, height: 900 }],
  ["en", { width: 360, height: 780 }],
] as const)
  test(`a booking by the keyboard alone, ${locale} at ${size.width} px`, async ({ browser, airline }) => {
    test.setTimeout(150_000);
    const context = await airline.elsewhere(browser, {
      viewport: size,
      locale: locale === "ko" ? "ko-KR" : "en-US",
    });
    await airline.signedIn(context, locale);
    const page = await context.newPage();
    const w = words[locale];
    await search(page, w);
    await chooseFirstFare(page, w);
    await enterPassenger(page, w);
    await chooseSeat(page, w);
    await pay(page, w);
    await expect(page.getByRole("heading", { level: 1, name: w.confirmed })).toBeVisible({ timeout: 30_000 });
    await context.close();
  });

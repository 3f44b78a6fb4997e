import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { reportFlightOperation } from "@/server/schedule";
import { staff } from "@/server/shared/testing/actors";
import { koreanDay } from "./support/site";
import { expect, test } from "./support/stack";

const PHONE = { width: 360, height: 740 };
const home = (page: Page, language = "ko") => page.goto(`/${language}`);
const offers = (page: Page) => page.getByRole("table");

test("an offer leads to the search with its price on its day", async ({ page }) => {
  await home(page);
  const row = offers(page).getByRole("row", { name: /서울 → 제주/ });
  const price = (await row.getByRole("cell").last().textContent())?.replace("부터", "") ?? "";
  await row.getByRole("link").click();
  await page.waitForURL(/trip=oneway&from=SEL&to=CJU/);
  await expect(page.getByRole("main").getByText(price).first()).toBeVisible();
  await expect(
    page.getByRole("navigation", { name: "다른 날짜" }).locator("[aria-current=date]"),
  ).toContainText(price);
});

test("the routes of the map are reached by the keyboard, and lead where the table leads", async ({
  page,
}) => {
  await home(page, "en");
  const links = page.getByRole("group", { name: "Route map" }).getByRole("link");
  const rows = offers(page).getByRole("link");
  await expect(links).toHaveCount(await rows.count());
  const href = (link: ReturnType<Page["locator"]>) => link.getAttribute("href");
  expect(await href(links.first())).toBe(await href(rows.first()));
  await links.first().focus();
  await page.keyboard.press("Tab");
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/en\/flights\?trip=oneway/);
});

test("the latest search is there again, until it is removed", async ({ page }) => {
  await page.goto(`/ko?trip=oneway&from=GMP&to=CJU&depart=${koreanDay(6)}`);
  await page.getByRole("button", { name: "항공권 검색" }).click();
  await page.waitForURL(/\/flights\?/);
  await home(page);
  const recent = page.getByRole("region", { name: "최근 검색" });
  await expect(recent.getByRole("link", { name: /서울 → 제주/ })).toHaveAttribute(
    "href",
    new RegExp(`from=GMP&to=CJU&depart=${koreanDay(6)}`),
  );
  await recent.getByRole("button", { name: /삭제/ }).click();
  await expect(recent.getByRole("listitem")).toHaveCount(0);
  await page.reload();
  await expect(offers(page)).toBeVisible();
  await expect(recent.getByRole("listitem")).toHaveCount(0);
});

test("the calendar has a price, or a reason, on each of 60 days, and those of the way back after the first", async ({
  page,
}) => {
  await page.goto("/ko?from=SEL&to=CJU");
  await page.getByRole("button", { name: /^가는 날/ }).click();
  const dialog = page.getByRole("dialog");
  const day = (n: number) => {
    const [, month, date] = koreanDay(n).split("-").map(Number);
    return dialog.getByRole("button", { name: new RegExp(`${month}월 ${date}일`) }).first();
  };
  await expect(day(1)).toHaveAccessibleName(/최저가 [\d,]+원$/);
  await expect(dialog.getByText("가는 날을 선택해 주세요")).toBeVisible();
  await day(1).click();
  await expect(dialog.getByText("오는 날을 선택해 주세요")).toBeVisible();
  await expect(day(2)).toHaveAccessibleName(/최저가 [\d,]+원$/);
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE, hasTouch: true });

  test("a place is chosen in a window over all of the screen, by a typed Korean name", async ({ page }) => {
    await home(page);
    const from = page.getByRole("button", { name: /^출발지 / });
    await from.click();
    const sheet = page.getByRole("dialog", { name: "출발지" });
    await expect(sheet).toBeVisible();
    expect(await sheet.boundingBox()).toMatchObject({ x: 0, y: 0, ...PHONE });
    await expect(sheet.getByText("많이 찾는 곳")).toBeVisible();
    // A syllable that is being composed is looked for already, and its Enter chooses nothing.
    const input = await page.context().newCDPSession(page);
    await input.send("Input.imeSetComposition", { text: "부", selectionStart: 1, selectionEnd: 1 });
    await expect(sheet.getByRole("option", { name: /부산/ })).toBeVisible();
    await expect(sheet).toBeVisible();
    await input.send("Input.insertText", { text: "부산" });
    await sheet.getByRole("option", { name: /부산/ }).click();
    await expect(sheet).toHaveCount(0);
    await expect(from).toHaveAccessibleName(/부산 \(PUS\)/);
    await expect(from).toBeFocused();
    await expect(page.locator("input[type=hidden][name=from]")).toHaveValue("PUS");
  });

  test("Escape, the button and 'back' close it, and the page stays", async ({ page }) => {
    await page.goto("/ko/trips/find");
    await page.getByRole("link", { name: "항공권 예매" }).first().click();
    await page.waitForURL(/\/ko$/);
    const to = page.getByRole("button", { name: /^도착지 / });
    const dialog = page.getByRole("dialog");
    const closings = [
      () => page.keyboard.press("Escape"),
      () => dialog.getByRole("button", { name: "닫기" }).click(),
      () => page.goBack().then(() => undefined),
    ];
    for (const close of closings) {
      await to.click();
      await expect(dialog).toBeVisible();
      await close();
      await expect(dialog).toHaveCount(0);
      await expect(to).toBeFocused();
      await expect(page).toHaveURL(/\/ko$/);
    }
    await page.goBack();
    await expect(page).toHaveURL(/\/trips\/find$/);
  });

  test("the calendar fills the screen, upright and in landscape", async ({ page }) => {
    await page.goto("/ko?trip=oneway&from=GMP&to=CJU");
    for (const size of [PHONE, { width: 740, height: 360 }, { width: 320, height: 640 }]) {
      await page.setViewportSize(size);
      await page.getByRole("button", { name: /^가는 날/ }).click();
      const sheet = page.getByRole("dialog", { name: "가는 날" });
      await expect(sheet.getByRole("grid").first()).toBeVisible();
      expect(await sheet.boundingBox()).toMatchObject({ x: 0, y: 0, ...size });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
      await page.keyboard.press("Escape");
      await expect(sheet).toHaveCount(0);
    }
  });
});

test("a flight's status is found by number and by route, with its delay", async ({ page }) => {
  const date = koreanDay(3);
  const { rows } = await database().execute<{ id: number; designator: string; departs_at: string }>(sql`
    select id, designator, departs_at from schedule.flights
    where departure_date = ${date} and origin = 'PUS' and destination = 'CJU' and status = 'ON_SALE' order by id limit 1`);
  const flight = rows[0] as (typeof rows)[0];
  const after = (minutes: number) =>
    new Date(new Date(flight.departs_at).getTime() + minutes * 60_000).toISOString();
  await reportFlightOperation(staff(), {
    ...{ flightId: flight.id, departsAt: after(50), arrivesAt: after(150), departureGate: "B12" },
  });
  await page.goto("/ko/flight-status");
  await page.getByRole("textbox", { name: "편명" }).fill("서울");
  await page.getByRole("button", { name: "조회", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "편명" })).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("textbox", { name: "편명" })).toHaveValue("서울");
  await page.goto(`/ko/flight-status?flight=${flight.designator}&date=${date}`);
  const found = page.getByRole("article");
  await expect(found).toContainText("지연");
  await expect(found).toContainText("50분 지연");
  await expect(found).toContainText("탑승구 B12");
  await page.goto(`/en/flight-status?by=route&from=PUS&to=CJU&date=${date}`);
  await expect(page.getByRole("article").filter({ hasText: flight.designator })).toContainText("50 min late");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("tabs, offers, map and flight status work", async ({ page }) => {
    await home(page);
    await expect(offers(page).getByRole("row", { name: /서울 → 제주/ })).toBeVisible();
    await expect(page.getByRole("group", { name: "노선 지도" }).getByRole("link").first()).toBeVisible();
    await expect(page.locator("select[name=from]")).toBeVisible();
    await page.getByRole("link", { name: "출도착 조회" }).first().click();
    await page.getByRole("link", { name: "노선으로" }).click();
    await page.locator("select[name=from]").selectOption("GMP");
    await page.locator("select[name=to]").selectOption("CJU");
    await page.locator("input[name=date]").fill(koreanDay(2));
    await page.getByRole("button", { name: "조회", exact: true }).click();
    await expect(page.getByRole("article").first()).toContainText("예정");
    await page.goto("/ko/flight-status?by=route");
    await page.getByRole("button", { name: "조회", exact: true }).click();
    await expect(page.getByText("입력하신 내용을 확인해 주세요")).toBeVisible();
  });
});

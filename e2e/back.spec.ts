import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { expect, test } from "./support/stack";

/**
 * The browser's "back", with the memory of whole documents that Playwright switches off. `shows` counts how often the
 * document of a page was shown, the first time included.
 */

let browser: Browser;
test.beforeAll(async ({ launchOptions }) => {
  browser = await chromium.launch({
    ...launchOptions,
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
});
test.afterAll(() => browser.close());

async function open(url: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ locale: "ko-KR", baseURL: url });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const shows: boolean[] = [];
    Object.assign(window, { shows });
    addEventListener("pageshow", ({ persisted }) => shows.push(persisted));
  });
  return { context, page };
}

const shows = (page: Page) =>
  page.evaluate(() => (window as unknown as { shows: boolean[] }).shows).catch(() => null);

/** Waits until the scripts of the page run. */
const isLive = (page: Page) =>
  expect
    .poll(() => page.evaluate(() => Object.keys(document.body).some((key) => key.startsWith("__react"))))
    .toBe(true);

for (const address of ["/ko", "/en/flights?trip=oneway&from=GMP&to=CJU&adults=1&children=0&infants=0"])
  test(`a visitor who goes back to ${address.split("?")[0]} sees it at once`, async ({ airline }) => {
    const { context, page } = await open(airline.url);
    await page.goto(address);
    await isLive(page);
    await page.goto("/ko/sign-in");
    await page.goBack({ waitUntil: "commit" });
    await expect.poll(() => shows(page)).toEqual([false, true]);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await context.close();
  });

test("after a member has signed out, going back shows nothing of them", async ({ airline }) => {
  const { context, page } = await open(airline.url);
  const customer = await airline.signedIn(context);
  await page.goto("/ko");
  await isLive(page);
  await expect(page.getByText(customer.email)).toBeAttached();
  await page.goto("/ko/trips");
  await page.getByText(customer.name).first().click();
  await page.getByRole("button", { name: "로그아웃" }).click();
  await expect(page.getByRole("link", { name: "로그인" }).first()).toBeVisible();
  for (const address of ["/ko/trips", "/ko"]) {
    await page.goBack({ waitUntil: "commit" });
    await expect(page, address).toHaveURL(new RegExp(`${address}$`));
    await expect(page.getByRole("link", { name: "로그인" }).first()).toBeVisible();
    await expect(page.getByText(customer.email)).toHaveCount(0);
  }
  await context.close();
});

test("a document that was public and became a member's is not shown again either", async ({ airline }) => {
  const { context, page } = await open(airline.url);
  await page.goto("/ko");
  await isLive(page);
  // In another tab of the same browser.
  const customer = await airline.signedIn(context);
  await page
    .getByRole("navigation", { name: "주 메뉴" })
    .first()
    .getByRole("link", { name: "내 여행" })
    .click();
  await expect(page).toHaveURL(/\/ko\/trips$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.evaluate((name) => {
    document.querySelector("h1")?.append(name);
  }, customer.email);
  await context.clearCookies();
  await page.goto("/ko/sign-in");
  await page.goBack({ waitUntil: "commit" });
  await expect(page.getByText(customer.email)).toHaveCount(0);
  await expect(page.locator("html")).not.toHaveAttribute("hidden");
  await context.close();
});

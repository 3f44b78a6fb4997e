import fs from "node:fs";
import path from "node:path";
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright";
import { migrate } from "@/db/migrate";
import { seed } from "@/tools/seed/main";
import { emptyDataDir } from "@/tools/start/data-dir";
import { startStack } from "@/tools/start/stack";
import { ensureChromium } from "@/tools/test/chromium";
import { Airline, type Customer } from "./support/airline";
import { book, type Held } from "./support/book";
import { chooseFare, fillPassenger, koreanDay, minji, searchPath } from "./support/site";

/** Takes the README's screenshots from the running product: `npm run screenshots`. */
const OUT = path.resolve("docs/screenshots");
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 780 };

async function main(): Promise<void> {
  const dataDir = path.resolve(".data-screenshots");
  await emptyDataDir(dataDir);
  const stack = await startStack({
    dataDir,
    env: {},
    ports: { app: 3700, postgres: 54_900, inngest: 8900, gateway: 12_900, mailbox: 8950, smtp: 1950 },
    prepare: async (url) => {
      await migrate(url);
      await seed(url, { days: 20 });
    },
  });
  Object.assign(process.env, stack.environment);
  const airline = new Airline(stack);
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: ["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
  });
  const open = async (person: Customer | null, options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({
      baseURL: airline.url,
      locale: "ko-KR",
      timezoneId: "Asia/Seoul",
      viewport: DESKTOP,
      ...options,
    });
    if (person) await airline.signIn(context, person);
    return context;
  };
  try {
    fs.mkdirSync(OUT, { recursive: true });
    const customer = await airline.customer();
    const trip = await book(airline, customer);
    await airline.drained();
    await ofCustomer(await open(customer), trip);
    await ofStaff(await open(await airline.admin()), trip);
    await shoot(
      await (await open(null, { locale: "en-US", colorScheme: "dark" })).newPage(),
      "/en",
      "home-en-dark",
    );
    const phone = await (await open(null, { viewport: PHONE, hasTouch: true })).newPage();
    await shoot(phone, searchPath({ from: "GMP", to: "CJU", depart: koreanDay(5) }), "results-mobile-ko");
  } finally {
    await browser.close();
    await airline.close();
    await stack.stop();
  }
}

async function ofCustomer(context: BrowserContext, trip: Held): Promise<void> {
  const page = await context.newPage();
  await shoot(page, "/ko", "home-ko");
  await shoot(page, searchPath({ from: "GMP", to: "CJU", depart: koreanDay(5) }), "results-ko");
  await chooseFare(page, "스탠더드");
  await fillPassenger(page, "성인 1", minji);
  await page.getByRole("button", { name: "다음: 좌석 선택" }).click();
  await page.getByRole("button", { name: "자동 배정" }).click();
  await page.getByText("좌석을 배정했습니다").waitFor();
  await take(page, "seats-ko");
  await page.getByRole("link", { name: "다음: 확인·결제" }).click();
  await page.getByRole("heading", { name: "예약 내용을 확인해 주세요" }).waitFor();
  await take(page, "review-ko");
  await shoot(page, `/ko/trips/${trip.locator}`, "trip-ko");
  await shoot(page, "/ko/mileage", "mileage-ko");
  await shoot(page, "/ko/history", "history-ko");
}

async function ofStaff(context: BrowserContext, trip: Held): Promise<void> {
  const page = await context.newPage();
  await shoot(page, "/ko/admin/flights", "admin-flights-ko");
  await shoot(page, `/ko/admin/reservations/${trip.reservationId}`, "admin-saga-ko", true);
}

async function shoot(page: Page, address: string, name: string, fullPage = false): Promise<void> {
  await page.goto(address);
  await page.waitForLoadState("networkidle").catch(() => {});
  await take(page, name, fullPage);
}

async function take(page: Page, name: string, fullPage = false): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(OUT, `${name}.png`), fullPage });
  console.log(`docs/screenshots/${name}.png`);
}

await main();

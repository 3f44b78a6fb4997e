import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { endSaleEvent, registerSaleEvent } from "@/server/waiting-room";
import { flightsOnSale, type TestFlight } from "./support/flights";
import { searchPath } from "./support/site";
import { expect, test } from "./support/stack";

const MINUTE_MS = 60_000;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE_MS).toISOString();
const shot = (name: string) => ({ path: `test-results/waiting-room-${name}.png`, fullPage: true });

/** A sale event of one day from Gimpo to Jeju, which nobody has been admitted to. */
async function saleEvent(flight: TestFlight, more: Partial<Parameters<typeof registerSaleEvent>[1]> = {}) {
  const { id } = await registerSaleEvent(staff("REVENUE"), {
    ...{ key: uuidv7(), nameKo: "봄맞이 특가 오픈", nameEn: "Spring sale", routes: ["GMP-CJU"] },
    ...{ firstDay: flight.date, lastDay: flight.date, waitsFrom: inMinutes(-5), opensAt: inMinutes(30) },
    ...{
      closesAt: inMinutes(90),
      shoppersPerMinute: 600,
      targetP95Ms: null,
      mostShoppers: 100,
      stayMinutes: 15,
    },
    ...more,
  });
  return id;
}

/** Lets the opening be now. */
async function open(id: string): Promise<void> {
  await database().execute(sql`
    with opened as (update waiting_room.sale_events set opens_at = clock_timestamp() - interval '1 second' where id = ${id})
    update waiting_room.counters set paced_at = clock_timestamp() - interval '1 second' where sale_event_id = ${id}`);
}
// What one test leaves open would guard the flights of the next ones.
test.afterEach(async () => {
  await database().execute(sql`
    update waiting_room.sale_events set ended_at = clock_timestamp() where ended_at is null`);
});
const end = (id: string) => endSaleEvent(staff("REVENUE"), { id });
/** The tenth and the last day of the flights of tests: no other test is on it with a sale event. */
const ownFlight = async (n: number) => (await flightsOnSale(10, 20))[n] as TestFlight;

test("a search leads to the waiting room, the lottery gives a number, and the turn leads back", async ({
  page,
  airline,
}) => {
  const flight = await ownFlight(8);
  const id = await saleEvent(flight);
  const member = await airline.signedIn(page.context());
  // Every process knows it a second later.
  await expect(async () => {
    await page.goto(searchPath({ from: "GMP", to: "CJU", depart: flight.date }));
    await expect(page).toHaveURL(/\/ko\/waiting\?sale=/);
  }).toPass();
  await expect(page.getByText("봄맞이 특가 오픈")).toBeVisible();
  await page.screenshot(shot("join-ko"));
  await page.getByRole("button", { name: "대기 참여하기" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "대기에 참여하셨습니다" })).toBeVisible();
  await page.screenshot(shot("before-ko"));
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "대기에 참여하셨습니다" })).toBeVisible();
  // A second device of the member has the same place.
  const { placeId } = (await (await airline.fetch(member, `/api/v1/waiting-rooms/${id}/place`)).json()) as {
    placeId: string;
  };
  await page.getByText("추첨은 이렇게 합니다").click();
  await expect(page.getByText(placeId)).toBeVisible();

  await open(id);
  // An opening that was moved is known a second later; who waits for the old one asks seldom.
  await expect(async () => {
    await page.goto(page.url());
    await expect(page.getByRole("heading", { level: 1, name: "입장하실 수 있습니다" })).toBeVisible({
      timeout: 2_000,
    });
  }).toPass({ timeout: 30_000 });
  await page.screenshot(shot("admitted-ko"));
  await page.getByRole("link", { name: "입장하기" }).click();
  await expect(page.getByRole("list", { name: "항공편 목록" })).toBeVisible();
  await end(id);
});

test("English, a phone in the dark: the place in the queue", async ({ browser, airline }) => {
  const flight = await ownFlight(9);
  const id = await saleEvent(flight, { shoppersPerMinute: 1, mostShoppers: 1 });
  const first = await airline.customer();
  await open(id);
  await airline.post(first, `/api/v1/waiting-rooms/${id}/place`, {});
  await airline.post(await airline.customer(), `/api/v1/waiting-rooms/${id}/place`, {});
  const context = await airline.elsewhere(browser, {
    ...{ locale: "en-GB", viewport: { width: 360, height: 740 }, colorScheme: "dark" },
  });
  const page = await context.newPage();
  await expect(async () => {
    await page.goto(`/en/waiting?sale=${id}&next=${encodeURIComponent("https://evil.example/")}`);
    await expect(page.getByRole("button", { name: "Take a place" })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.screenshot(shot("join-en-phone-dark"));
  await page.getByRole("button", { name: "Take a place" }).dblclick();
  await expect(page.getByRole("heading", { level: 1, name: "You are in the queue" })).toBeVisible();
  await expect(page.getByText("Your number", { exact: true })).toBeVisible();
  await page.screenshot(shot("queue-en-phone-dark"));
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await end(id);
  // The page finds out by itself, and leads nowhere else than to this site.
  await expect(page.getByRole("heading", { name: "You can shop without waiting" })).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByRole("link", { name: "Search flights" })).toHaveAttribute("href", "/en");
  await context.close();
});

test("without JavaScript one joins by the form, and the page loads itself again until it is one's turn", async ({
  browser,
  airline,
}) => {
  const flight = await ownFlight(7);
  const id = await saleEvent(flight);
  const context = await airline.elsewhere(browser, { javaScriptEnabled: false });
  const page = await context.newPage();
  await expect(async () => {
    await page.goto(searchPath({ from: "GMP", to: "CJU", depart: flight.date }));
    await expect(page).toHaveURL(/\/ko\/waiting\?sale=/, { timeout: 2_000 });
  }).toPass();
  await page.getByRole("button", { name: "대기 참여하기" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "대기에 참여하셨습니다" })).toBeVisible();
  const seconds = await page
    .locator("noscript meta[http-equiv=refresh], meta[http-equiv=refresh]")
    .getAttribute("content");
  expect(Number(seconds)).toBeGreaterThanOrEqual(5);
  await open(id);
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("link", { name: "입장하기" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await page.getByRole("link", { name: "입장하기" }).click();
  await expect(page.getByRole("list", { name: "항공편 목록" })).toBeVisible();
  await end(id);
  await context.close();
});

test("staff register, change and end a sale event; what is wrong is said at its field", async ({
  page,
  airline,
}) => {
  await airline.signIn(page.context(), await airline.staff("REVENUE"));
  await page.goto("/ko/admin/sale-events/new");
  await page.getByLabel("이름(한국어)").fill("가을 특가");
  await page.getByLabel("이름(영어)").fill("Autumn sale");
  await page.getByRole("textbox", { name: "노선" }).fill("gmp-cju\nseoul");
  await page.getByLabel("이용 시간(분)").fill("0");
  await page.getByRole("button", { name: "등록하기" }).click();
  await expect(page.getByText("노선은 GMP-CJU처럼")).toBeVisible();
  await expect(page.getByText("값이 너무 작습니다.")).toBeVisible();
  await page.screenshot(shot("admin-form-ko"));
  await expect(page.getByLabel("이름(한국어)")).toHaveValue("가을 특가");
  await page.getByRole("textbox", { name: "노선" }).fill("gmp-pus");
  await page.getByLabel("이용 시간(분)").fill("20");
  await page.getByRole("button", { name: "등록하기" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "가을 특가" })).toBeVisible();
  await expect(page.getByText("GMP-PUS")).toBeVisible();
  await page.screenshot(shot("admin-event-ko"));
  await page.getByRole("link", { name: "변경", exact: true }).click();
  await page.getByLabel("분당 입장 인원").fill("50");
  await page.getByRole("button", { name: "변경 저장" }).click();
  await expect(page.getByText("50명", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "판매 오픈 종료" }).click();
  await page
    .getByRole("dialog")
    .or(page.getByRole("alertdialog"))
    .getByRole("button", { name: "판매 오픈 종료" })
    .click();
  await expect(page.getByText("종료", { exact: true }).first()).toBeVisible();
  await page.goto("/ko/admin/sale-events");
  await expect(page.getByRole("link", { name: "가을 특가" })).toBeVisible();
  await page.screenshot(shot("admin-list-ko"));
});

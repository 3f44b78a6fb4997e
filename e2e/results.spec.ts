import { results, returnResults } from "./support/pages";
import { expectPassengersStep, flightRow, koreanDay, openFares, searchPath } from "./support/site";
import { expect, test } from "./support/stack";

const party = searchPath({ from: "GMP", to: "CJU", depart: koreanDay(5), adults: 2, children: 1 });
const won = (text: string | null) => Number((text ?? "").replace(/[^\d]/g, ""));

test("fares open in their flight without a request, back closes them, and the address keeps them", async ({
  page,
}) => {
  await page.goto(`/ko${results}`);
  const fares = page.getByRole("button", { name: "스탠더드" });
  await expect(fares).toHaveCount(0);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const row = await openFares(page);
  await expect(row.getByRole("button", { name: "스탠더드" })).toBeVisible();
  expect(asked.filter((url) => url.includes("/flights"))).toEqual([]);
  await expect(page).toHaveURL(/[?&]open=\d+/);
  await expect(row.locator("a[aria-expanded]")).toBeFocused();
  await page.reload();
  await expect(fares).toHaveCount(1);
  await page.goBack();
  await expect(fares).toHaveCount(0);
  await expect(page).not.toHaveURL(/open=/);
});

test("every amount says what it is for: the party's total, one adult's share, one way or return", async ({
  page,
}) => {
  await page.goto(party);
  const line = flightRow(page).locator("a[aria-expanded]");
  await expect(line).toContainText(/편도 총액 [\d,]+원부터/);
  await expect(line).toContainText(/성인 1인 [\d,]+원부터/);
  const total = won(await line.locator("b").textContent());
  const bar = page.getByRole("region", { name: "총액" });
  await expect(bar).toContainText("편도 최저 총액");
  expect(won(await bar.locator("p").last().textContent())).toBeLessThanOrEqual(total);
  // The day of the strip costs what its cheapest flight costs the party.
  const day = page.getByRole("toolbar", { name: "다른 날짜" }).locator("[aria-current=date] b");
  expect(won(await day.textContent())).toBe(won(await bar.locator("p").last().textContent()));
  await page.goto(`/ko${returnResults}`);
  await expect(flightRow(page).locator("a[aria-expanded]")).toContainText("가는 편 총액");
  await (await openFares(page)).getByRole("link", { name: "스탠더드" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("오는 편 선택");
  await expect(flightRow(page).locator("a[aria-expanded]")).toContainText("왕복 총액");
});

test("filters narrow the flights, say how many fit, and offer a way out when none does", async ({ page }) => {
  await page.goto(`/ko${results}`);
  const count = page.getByRole("status").filter({ hasText: /^항공편 \d+편/ });
  await expect(count).toHaveText(/^항공편 \d+편$/);
  await page.getByText("필터", { exact: true }).click();
  await page.getByLabel("출발 시간대").selectOption("morning");
  await page.getByRole("button", { name: "적용" }).click();
  await expect(page).toHaveURL(/time=morning/);
  await expect(count).toHaveText(/^항공편 \d+편 중 \d+편$/);
  await page.goBack();
  await expect(count).toHaveText(/^항공편 \d+편$/);
  await page.goto(`/ko${results}&max=1000`);
  await expect(count).toHaveText(/중 0편$/);
  await expect(page.getByText("조건에 맞는 항공편이 없습니다")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "필터 모두 지우기" }).last().click();
  await expect(count).toHaveText(/^항공편 \d+편$/);
});

test("the days are one stop of the Tab key, with arrow keys between them", async ({ page }) => {
  await page.goto(`/ko${results}`);
  const days = page.getByRole("toolbar", { name: "다른 날짜" });
  await expect(days.locator("a[tabindex='-1']")).toHaveCount((await days.getByRole("link").count()) - 1);
  const shown = days.locator("[aria-current=date]");
  await shown.focus();
  await page.keyboard.press("ArrowRight");
  await expect(shown).not.toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(shown).toBeFocused();
  await page.keyboard.press("End");
  await expect(days.getByRole("link").last()).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(days.locator(":focus")).toHaveCount(0);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("fares open by a link, filters are a form, and a fare is chosen", async ({
    page,
    context,
    airline,
  }) => {
    await airline.signedIn(context);
    await page.goto(`/ko${results}`);
    await page.getByText("필터", { exact: true }).click();
    await page.getByLabel("출발 시간대").selectOption("morning");
    await page.getByRole("button", { name: "적용" }).click();
    await expect(page).toHaveURL(/time=morning/);
    await expect(page.getByRole("status").filter({ hasText: /편 중/ })).toBeVisible();
    const row = await openFares(page);
    await row.getByRole("button", { name: "스탠더드" }).click();
    await expectPassengersStep(page);
  });
});

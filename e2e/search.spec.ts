import type { Page } from "@playwright/test";
import { closeSale } from "@/server/reservation";
import { systemContext } from "@/server/shared/context";
import { flightsOnSale, type TestFlight } from "./support/flights";
import { chooseFare, expectPassengersStep, koreanDay, searchPath } from "./support/site";
import { expect, test } from "./support/stack";

const several = "여러 공항이 있습니다. 목록에서 선택해 주세요.";
const none = "해당하는 도시나 공항이 없습니다. 목록에서 선택해 주세요.";

const combo = (page: Page, name: string) =>
  page.getByRole("combobox", { name }).and(page.locator("input")).first();
const chosen = (page: Page, name: "from" | "to") => page.locator(`input[type=hidden][name=${name}]`);
const search = (page: Page) => page.getByRole("button", { name: "항공권 검색" }).click();

test("a text that means one airport is chosen by Enter and by leaving the field, and announced", async ({
  page,
}) => {
  await page.goto("/ko");
  await combo(page, "출발지").fill("GMP");
  await page.keyboard.press("Enter");
  await expect(combo(page, "출발지")).toHaveValue("서울 (GMP)");
  await expect(chosen(page, "from")).toHaveValue("GMP");
  await expect(page.getByRole("status").filter({ hasText: "서울 (GMP) 선택됨" })).toHaveCount(1);
  await expect(page.getByRole("listbox")).toBeHidden();
  await expect(page).toHaveURL(/\/ko$/);
  await combo(page, "도착지").fill("ｃｊｕ");
  await page.keyboard.press("Tab");
  await expect(combo(page, "도착지")).toHaveValue("제주 (CJU)");
  await expect(chosen(page, "to")).toHaveValue("CJU");
});

test("a city's name keeps its text on Enter, says so, and its airports stay to choose from", async ({
  page,
}) => {
  await page.goto("/ko");
  await combo(page, "출발지").fill("서울");
  await page.keyboard.press("Enter");
  await expect(page.getByText(several)).toBeVisible();
  await expect(combo(page, "출발지")).toHaveValue("서울");
  await expect(combo(page, "출발지")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("option")).toHaveText([/서울 전체 \(SEL\)/, /서울 \(GMP\)/, /서울 \(ICN\)/]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(combo(page, "출발지")).toHaveValue("서울 전체 (SEL)");
  await expect(chosen(page, "from")).toHaveValue("SEL");
  await expect(page.getByText(several)).toBeHidden();
});

test("text typed over a choice never becomes that choice again without a word", async ({ page }) => {
  await page.goto("/ko?from=GMP&to=CJU");
  await expect(combo(page, "도착지")).toHaveValue("제주 (CJU)");
  for (const [text, words] of [
    ["도쿄", several],
    ["평양", none],
  ] as const) {
    await combo(page, "도착지").fill(text);
    await page.keyboard.press("Tab");
    await expect(page.getByText(words)).toBeVisible();
    await expect(combo(page, "도착지")).toHaveValue(text);
    await expect(combo(page, "도착지")).toHaveAttribute("aria-invalid", "true");
    await expect(chosen(page, "to")).toHaveValue("");
    await search(page);
    await expect(combo(page, "도착지")).toBeFocused();
    await expect(page).toHaveURL(/\/ko\?from=GMP&to=CJU$/);
  }
  // Escape restores the choice.
  await combo(page, "도착지").fill("제");
  await page.keyboard.press("Escape");
  await expect(combo(page, "도착지")).toHaveValue("제주 (CJU)");
  await expect(chosen(page, "to")).toHaveValue("CJU");
  // A swap exchanges both places and leaves no typed text.
  await combo(page, "출발지").fill("아무데나");
  await page.keyboard.press("Tab");
  await expect(page.getByText(none)).toBeVisible();
  await page.getByRole("button", { name: "출발지와 도착지 바꾸기" }).click();
  await expect(combo(page, "출발지")).toHaveValue("제주 (CJU)");
  await expect(combo(page, "도착지")).toHaveValue("");
  await expect(page.getByText(none)).toBeHidden();
});

test("Seoul is one search: each flight names its airport, and the way back may end at the other one", async ({
  page,
  context,
  airline,
}) => {
  const [fromGimpo] = (await flightsOnSale(1, 9)) as [TestFlight];
  const [fromIncheon] = (await flightsOnSale(1, 9, { origin: "ICN" })) as [TestFlight];
  const [, toGimpo] = (await flightsOnSale(2, 9, { origin: "CJU", destination: "GMP" })) as TestFlight[];
  await airline.signedIn(context);
  await page.goto(
    searchPath({ from: "SEL", to: "CJU", depart: fromIncheon.date, back: toGimpo?.date ?? "" }),
  );
  await expect(page.getByRole("heading", { level: 1 })).toContainText("서울 전체 (SEL)");
  const flight = (each: TestFlight | undefined) =>
    page
      .getByRole("list", { name: "항공편 목록" })
      .getByRole("listitem")
      .filter({ has: page.getByRole("heading", { name: each?.designator ?? "?" }) });
  await expect(flight(fromGimpo)).toContainText("김포국제공항 출발, 제주국제공항 도착");
  await expect(flight(fromIncheon)).toContainText("인천국제공항 출발, 제주국제공항 도착");
  await expect(page.getByRole("navigation", { name: "다른 날짜" }).getByText(/원$/).first()).toBeVisible();
  await chooseFare(page, "스탠더드", fromIncheon.designator);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("오는 편 선택");
  await expect(flight(toGimpo)).toContainText("제주국제공항 출발, 김포국제공항 도착");
  await chooseFare(page, "스탠더드", toGimpo?.designator);
  await expectPassengersStep(page);
});

test("a city and its own airport are refused as a route, and a passed day is judged by the place's own date", async ({
  page,
}) => {
  await page.goto(searchPath({ from: "SEL", to: "GMP", depart: koreanDay(6) }));
  await expect(page.getByText("출발지와 다른 도착지를 선택해 주세요.").first()).toBeVisible();
  await page.goto(searchPath({ from: "LHR", to: "ICN", depart: koreanDay(-3) }));
  await expect(page.getByText(/지난 날짜입니다\. 런던 현지 날짜로 오늘은 \d+월 \d+일/)).toBeVisible();
  await page.goto(searchPath({ from: "GMP", to: "LHR", depart: koreanDay(-3) }));
  await expect(page.getByText(/지난 날짜입니다\. 서울 현지 날짜로 오늘은/)).toBeVisible();
});

test("a picked flight that is no longer sold is shown as such", async ({ page }) => {
  const [cancelled] = (await flightsOnSale(1, 9)) as [TestFlight];
  await closeSale(systemContext("test"), { flightId: cancelled.id });
  const results = searchPath({ from: "GMP", to: "CJU", depart: cancelled.date });
  for (const [pick, words] of [
    [`${cancelled.id}.STANDARD`, "결항된 항공편입니다"],
    ["999999999.STANDARD", "선택하신 항공편을 찾을 수 없습니다"],
  ]) {
    // What is free is shown for two seconds after it has changed.
    await expect(async () => {
      await page.goto(`${results}&pick=${pick}`);
      await expect(page.getByText(words ?? "")).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await expect(page.getByText("방금 매진되었습니다")).toBeHidden();
  }
});

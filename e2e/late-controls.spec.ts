import type { Page, Route } from "@playwright/test";
import { koreanDay } from "./support/site";
import { expect, test } from "./support/stack";

/** Scripts that are asked for from now on wait until they are let through. */
async function holdScripts(page: Page) {
  const held: Route[] = [];
  let isOpen = false;
  await page.route("**/_next/static/chunks/*.js", (route) => {
    if (isOpen) return route.continue();
    held.push(route);
  });
  return {
    held,
    letThrough: async () => {
      isOpen = true;
      await Promise.all(held.map((route) => route.continue()));
    },
  };
}

const from = (page: Page) =>
  page.getByRole("combobox", { name: "출발지" }).and(page.locator("input")).first();

test("a text that is typed before the list has come keeps its place, its cursor and the focus", async ({
  page,
}) => {
  await page.goto("/ko");
  await expect(from(page)).toBeVisible();
  const scripts = await holdScripts(page);
  await from(page).click();
  await from(page).pressSequentially("부산");
  await expect.poll(() => scripts.held.length).toBeGreaterThan(0);
  await expect(page.getByRole("option")).toHaveCount(0);
  await scripts.letThrough();
  await expect(page.getByRole("option")).toHaveText([/부산 \(PUS\)/]);
  await expect(from(page)).toBeFocused();
  await expect(from(page)).toHaveValue("부산");
  expect(await from(page).evaluate((input: HTMLInputElement) => input.selectionStart)).toBe(2);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.locator("input[type=hidden][name=from]")).toHaveValue("PUS");
});

test("where a script does not come, the browser's own controls take over with what was chosen", async ({
  page,
}) => {
  await page.goto(`/ko?trip=oneway&from=GMP&to=CJU&depart=${koreanDay(6)}`);
  await expect(from(page)).toBeVisible();
  await page.route("**/_next/static/chunks/*.js", (route) => route.abort());
  await page.getByRole("button", { name: /^가는 날/ }).click();
  await expect(page.locator("input[type=date][name=depart]")).toHaveValue(koreanDay(6));
  await from(page).click();
  await expect(page.locator("select[name=from]")).toHaveValue("GMP");
  await page.locator("select[name=from]").selectOption("PUS");
  await page.getByRole("button", { name: "항공권 검색" }).click();
  await expect(page).toHaveURL(/from=PUS/);
});

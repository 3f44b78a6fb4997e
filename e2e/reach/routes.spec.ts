import type { Locator, Page } from "@playwright/test";
import { moveDeadline } from "@/server/reservation/testing/fixtures";
import { hold } from "../support/book";
import { results } from "../support/pages";
import { fillPassenger, flightRow, koreanDay, minji, searchPath } from "../support/site";
import { expect, test } from "../support/stack";
import { focusOf } from "./keyboard";

/** Expects that a change of page is told: by its title, and by the focus on the heading, which screen readers then read. */
async function expectArrival(page: Page, heading: RegExp, title: RegExp): Promise<void> {
  await expect(page).toHaveTitle(title);
  await expect.poll(() => focusOf(page)).toMatchObject({ tag: "H1", text: expect.stringMatching(heading) });
}

const byKeyboard = async (target: Locator) => {
  await target.focus();
  await target.press("Enter");
};

test("the first page keeps its focus, a skip link leads into it, and each link of the menus is told", async ({
  page,
  context,
  airline,
}) => {
  await airline.signedIn(context);
  await page.goto("/ko");
  await page.waitForLoadState("networkidle");
  expect((await focusOf(page)).tag).toBe("BODY");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await focusOf(page)).tag).toBe("MAIN");

  const menu = page.getByRole("navigation", { name: "주 메뉴", exact: true });
  for (const [link, heading, title] of [
    [menu.getByRole("link").nth(1), /./, /^내 여행 \|/],
    [menu.getByRole("link").nth(2), /./, /마일리지.* \|/],
    [menu.getByRole("link").nth(3), /./, /이용 내역.* \|/],
    [page.getByRole("banner").getByRole("link", { name: /^알림/ }), /./, /알림.* \|/],
  ] as const) {
    await byKeyboard(link);
    await expectArrival(page, heading, title);
  }
  await page.goBack();
  await expectArrival(page, /./, /이용 내역.* \|/);
  await byKeyboard(page.getByRole("banner").getByRole("link", { name: "EN" }));
  await expectArrival(page, /^[^가-힣]+$/, /\| MSA Air$/);
  await expect(page).toHaveURL(/\/en\/history$/);
});

test("an order of the flights and another day keep the focus where it is", async ({ page }) => {
  await page.goto(`/ko${results}`);
  const title = await page.title();
  const byPrice = page
    .getByRole("link", { name: "낮은 가격순" })
    .or(page.getByRole("navigation", { name: "정렬" }).getByRole("link").nth(1))
    .first();
  await byKeyboard(byPrice);
  await expect(page).toHaveURL(/sort=/);
  await expect(byPrice).toBeFocused();
  const days = page.getByRole("navigation", { name: "다른 날짜" }).getByRole("link");
  const next = days.filter({ hasNot: page.locator("[aria-current]") }).last();
  await byKeyboard(next);
  await expect(page).not.toHaveURL(new RegExp(koreanDay(5)));
  await expect.poll(async () => (await focusOf(page)).tag).toBe("A");
  await expect(page).toHaveTitle(title);
});

test("a search with nothing on its day, and one with errors, are alerts", async ({ page }) => {
  await page.goto(searchPath({ from: "GMP", to: "CJU", depart: koreanDay(200) }));
  await expect(page.getByRole("alert").filter({ hasText: "항공편이 없" })).toBeVisible();
  await page.goto(searchPath({ from: "GMP", to: "GMP", depart: koreanDay(6) }));
  await expect(page.getByRole("alert").filter({ hasText: "검색 조건을 확인해 주세요" })).toBeVisible();
});

test("each step of a return trip for one is told, from the search to the review", async ({
  page,
  context,
  airline,
}) => {
  test.setTimeout(150_000);
  await airline.signedIn(context);
  await page.goto(searchPath({ from: "GMP", to: "CJU", depart: koreanDay(5), back: koreanDay(8) }));
  await expect(page).toHaveTitle(/^가는 편 선택: GMP → CJU \|/);
  await byKeyboard(flightRow(page).getByRole("link", { name: "운임 보기" }));
  await byKeyboard(flightRow(page).getByRole("link", { name: "스탠더드" }));
  await expectArrival(page, /^오는 편 선택/, /^오는 편 선택: CJU → GMP \|/);
  await byKeyboard(flightRow(page).getByRole("link", { name: "운임 보기" }));
  await byKeyboard(flightRow(page).getByRole("button", { name: "스탠더드" }));
  await expectArrival(page, /^탑승객 정보를 입력해 주세요$/, /^탑승객 정보 입력 \|/);
  await fillPassenger(page, "성인 1", minji);
  await byKeyboard(page.getByRole("button", { name: "다음: 좌석 선택" }));
  await expectArrival(page, /^가는 편 좌석을 선택해 주세요$/, /^좌석 선택 \|/);
  await byKeyboard(page.getByRole("link", { name: "다음: 오는 편 좌석" }));
  await expectArrival(page, /^오는 편 좌석을 선택해 주세요$/, /^오는 편 좌석 선택 \|/);
  // The next press does not skip the flight back.
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/segment=1/);
  await byKeyboard(page.getByRole("link", { name: "다음: 확인·결제" }));
  await expectArrival(page, /^예약 내용을 확인해 주세요$/, /^예약 확인·결제 \|/);
  await page.goBack();
  await expectArrival(page, /^오는 편 좌석을 선택해 주세요$/, /^오는 편 좌석 선택 \|/);
});

test("the end of a hold is spoken, and the focus goes to what is left", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const held = await hold(airline, customer);
  await moveDeadline(held.reservationId, 6_000);
  await page.goto(`/ko/book/${held.reservationId}/review`);
  const spoken = page.locator("[data-announcer]");
  await expect(spoken).toHaveText("결제까지 남은 시간: 시간이 지났습니다.", { timeout: 20_000 });
  await expect
    .poll(() => focusOf(page))
    .toMatchObject({
      tag: "H1",
      text: expect.stringContaining("결제 기한이 지나"),
    });
  await expect(page).toHaveTitle(/^결제 기한이 지나/);
});

test("the time that is left is spoken at its marks", async ({ page, context, airline }) => {
  const customer = await airline.signedIn(context);
  const held = await hold(airline, customer);
  await moveDeadline(held.reservationId, 123_000);
  await page.goto(`/ko/book/${held.reservationId}/review`);
  const spoken = page.locator("[data-announcer]");
  await expect(spoken).toHaveText("결제까지 남은 시간: 2분입니다.", { timeout: 20_000 });
});

test("the links of the dashboard are told", async ({ page, context, airline }) => {
  await airline.signIn(context, await airline.admin());
  await page.goto("/ko/admin");
  const menu = page.getByRole("navigation", { name: "관리자 메뉴", exact: true });
  await expect(page).toHaveTitle(/\| 관리자 \| MSA 항공$/);
  for (const entry of [1, 3, 5]) {
    const link = menu.getByRole("link").nth(entry);
    const name = ((await link.textContent()) ?? "").trim();
    await byKeyboard(link);
    await expectArrival(page, new RegExp(`^${name}`), new RegExp(`^${name} \\| 관리자 \\|`));
  }
});

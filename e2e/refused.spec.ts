import { staffPages } from "./support/pages";
import { expect, test } from "./support/stack";

/** The pages of the airline's dashboard, which only staff may open. */
const pages = staffPages("00000000-0000-7000-8000-000000000000", 1);
const menu = "관리자 메뉴";

test("a customer gets a 404 in the customers' site, and none of the dashboard's menu", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.customer();
  for (const address of pages) {
    const response = await airline.fetch(customer, `/ko${address}`);
    expect(response.status, address).toBe(404);
    expect(await response.text(), address).not.toContain(`aria-label="${menu}"`);
  }
  await airline.signIn(context, customer);
  await page.goto("/ko/admin/flights");
  await expect(page.getByRole("heading", { name: "찾으시는 페이지가 없습니다" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "주 메뉴" }).first()).toBeVisible();
  await expect(page.getByRole("navigation", { name: menu })).toHaveCount(0);
  await expect(page.getByRole("main").getByRole("link", { name: "내 여행" })).toBeVisible();
  await expect(page.getByRole("main").locator("a[href*='/admin']")).toHaveCount(0);
});

test("a visitor is led to the sign-in page, which knows the way back", async ({ page, airline }) => {
  for (const address of pages) {
    const response = await airline.fetch(null, `/ko${address}`);
    expect(response.status, address).toBe(307);
    expect(response.headers.get("location"), address).toBe(`/ko/sign-in?next=${encodeURIComponent(address)}`);
  }
  await page.goto("/ko/admin/flights");
  await expect(page.getByRole("heading", { level: 1, name: "로그인" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: menu })).toHaveCount(0);
});

test("an administrator's unknown flight, reservation or page is a 404 within the dashboard", async ({
  page,
  context,
  airline,
}) => {
  await airline.signIn(context, await airline.admin());
  for (const address of ["/ko/admin/flights/999999999", "/ko/admin/reservations/none", "/ko/admin/typo"]) {
    const response = await page.goto(address);
    expect(response?.status(), address).toBe(404);
    await expect(page.getByRole("navigation", { name: menu }).first(), address).toBeVisible();
    await expect(page.getByRole("main").getByRole("link", { name: "항공편 목록" }), address).toBeVisible();
  }
});

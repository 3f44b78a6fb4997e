import type { Page } from "@playwright/test";
import { book } from "./support/book";
import { expect, test } from "./support/stack";

/** Checks of pages without JavaScript. */
test.use({ javaScriptEnabled: false });

/** Expects the content of each page in its first answer: a text of the page, no skeleton, status 200. */
async function readable(page: Page, places: Record<string, string | RegExp>): Promise<void> {
  for (const [address, text] of Object.entries(places)) {
    const response = await page.goto(address);
    expect(response?.status(), address).toBe(200);
    await expect(page.getByRole("main").getByText(text).first(), address).toBeVisible();
    await expect(page.locator(".animate-pulse:visible"), address).toHaveCount(0);
  }
}

test("a customer's pages can be read without JavaScript", async ({ page, context, airline }) => {
  const customer = await airline.signedIn(context);
  const held = await book(airline, customer);
  await airline.drained();
  await readable(page, {
    "/ko/trips": held.locator,
    [`/ko/trips/${held.locator}`]: "280마일",
    [`/ko/trips/${held.locator}/cancel`]: "환불",
    "/ko/trips/find": "예약번호",
    "/ko/mileage": held.locator,
    "/ko/history": held.locator,
    "/ko/messages": /예약이 확정되었습니다/,
    "/ko/account": customer.email,
    "/en/trips": held.locator,
  });
});

test("the airline's pages can be read without JavaScript", async ({ page, context, airline }) => {
  await airline.signIn(context, await airline.admin());
  const held = await book(airline, await airline.customer());
  await airline.drained();
  await readable(page, {
    "/ko/admin": "최근 7일",
    "/ko/admin/flights": /MA\d+/,
    "/ko/admin/flights/new": "편명",
    "/ko/admin/schedules": /MA\d+/,
    "/ko/admin/schedules/new": "편명",
    [`/ko/admin/reservations?q=${held.locator}`]: held.locator,
    [`/ko/admin/reservations/${held.reservationId}`]: "예약 확정",
    "/ko/admin/operations?laws=now": "일치",
  });
  await page.goto("/ko/admin/operations");
  await expect(page.getByRole("link", { name: "점검 결과 보기" })).toBeVisible();
});

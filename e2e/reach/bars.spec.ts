import type { Page } from "@playwright/test";
import { hold } from "../support/book";
import { returnResults } from "../support/pages";
import { expect, test } from "../support/stack";

/** A phone, a desktop, and 1280 × 1024 at 400 %. */
const windows = [
  { width: 360, height: 640 },
  { width: 1440, height: 900 },
  { width: 320, height: 256 },
];
const TABS_AT_MOST = 90;

/** The element with the focus when bars cover it wholly; null when a part of it can be seen. */
const hiddenFocus = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement;
    if (!active || active === document.body) return null;
    // A radio button or checkbox may be drawn by its label.
    const seen = active instanceof HTMLInputElement ? (active.closest("label") ?? active) : active;
    const { left, right, top, bottom } = seen.getBoundingClientRect();
    const xs = [left + 2, (left + right) / 2, right - 2];
    const ys = [top + 2, (top + bottom) / 2, bottom - 2];
    const isSeen = xs.some((x) =>
      ys.some((y) => {
        const hit = document.elementFromPoint(x, y);
        return hit !== null && (seen.contains(hit) || hit.contains(seen));
      }),
    );
    return isSeen ? null : `${active.outerHTML.slice(0, 160)} at ${Math.round(top)}–${Math.round(bottom)}`;
  });

/** Goes through the page by `key`. @returns each element that got the focus under a bar. */
async function hiddenOnTheWay(page: Page, key: "Tab" | "Shift+Tab"): Promise<string[]> {
  const hidden: string[] = [];
  for (let presses = 0; presses < TABS_AT_MOST; presses++) {
    await page.keyboard.press(key);
    if (await page.evaluate(() => document.activeElement === document.body)) break;
    const found = await hiddenFocus(page);
    if (found) hidden.push(found);
  }
  return hidden;
}

/** The part of the window's height that bars take which stay in sight, in percent. */
const barShare = (page: Page) =>
  page.evaluate(() => {
    window.scrollTo(0, document.body.scrollHeight / 2);
    const bars = [...document.querySelectorAll("body *")].filter((element) => {
      const { position } = getComputedStyle(element);
      const { width, height, bottom } = element.getBoundingClientRect();
      // A skip link waits above the window.
      const isBar = width > innerWidth / 2 && height > 20 && height < 200 && bottom > 0;
      return isBar && ["sticky", "fixed"].includes(position);
    });
    return (100 * bars.reduce((sum, bar) => sum + bar.getBoundingClientRect().height, 0)) / innerHeight;
  });

for (const size of windows)
  test(`at ${size.width} × ${size.height} no bar hides what has the focus`, async ({
    page,
    context,
    airline,
  }) => {
    test.setTimeout(180_000);
    const held = await hold(airline, await airline.signedIn(context));
    await page.setViewportSize(size);
    for (const address of [
      returnResults,
      ...["passengers", "review"].map((step) => `/book/${held.reservationId}/${step}`),
    ]) {
      await page.goto(`/ko${address}`);
      await page.waitForLoadState("networkidle");
      expect(await hiddenOnTheWay(page, "Tab"), address).toEqual([]);
      expect(await hiddenOnTheWay(page, "Shift+Tab"), address).toEqual([]);
    }
  });

test("bars take little of a phone, and nothing of a low window", async ({ page, context, airline }) => {
  const held = await hold(airline, await airline.signedIn(context));
  const share = async (address: string, size: { width: number; height: number }) => {
    await page.setViewportSize(size);
    await page.goto(`/ko${address}`);
    return barShare(page);
  };
  const review = `/book/${held.reservationId}/review`;
  const [phone, desktop, low] = windows as [
    (typeof windows)[number],
    (typeof windows)[number],
    (typeof windows)[number],
  ];
  expect(await share(review, phone)).toBeLessThan(9);
  expect(await share(returnResults, phone)).toBeLessThan(19);
  expect(await share(review, desktop)).toBeLessThan(14);
  expect(await share(review, low)).toBe(0);
  expect(await share(returnResults, low)).toBe(0);
});

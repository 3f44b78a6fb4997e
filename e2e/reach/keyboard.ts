import type { Locator, Page } from "@playwright/test";

const hasFocus = (target: Locator) =>
  target.evaluateAll((elements) => elements.some((element) => element === document.activeElement));

const focusedText = (page: Page) =>
  page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) ?? "nothing");

/** Presses Tab until the target has the focus. @throws when it takes more presses than `atMost`. */
export async function tabTo(page: Page, target: Locator, atMost: number): Promise<void> {
  for (let presses = 0; presses < atMost; presses++) {
    await page.keyboard.press("Tab");
    if (await hasFocus(target)) return;
  }
  throw new Error(
    `${atMost} presses of Tab do not reach ${target}; the focus is on ${await focusedText(page)}`,
  );
}

/** The text of the element with the focus, and the tag. */
export const focusOf = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement;
    return { tag: active?.tagName ?? "", text: active?.textContent?.trim() ?? "" };
  });

import { type BrowserContext, expect, type Page } from "@playwright/test";
import { type Locale, locales } from "@/server/shared/airline";
import { faultsOf } from "./check-state";

/** One state of a page. */
export type State = {
  name: string;
  /** The address without its language. */
  address: string;
  /** Brings the page into the state, when its address alone does not. */
  arrange?: (page: Page, locale: Locale) => Promise<void>;
  /** A list or a calendar is open over the page. */
  isCovered?: boolean;
  /** The status of the answer; 200 unless it says otherwise. */
  status?: number;
};

const widths = [360, 1440] as const;
const themes = ["light", "dark"] as const;

/** All eight ways to look at a page. Each state is looked at in one, in turn. */
const views = locales.flatMap((locale) =>
  themes.flatMap((colorScheme) => widths.map((width) => ({ locale, colorScheme, width }))),
);

/** Visits each state, and expects nothing to be wrong with any. */
export async function visitStates(
  context: BrowserContext,
  states: readonly State[],
  /** The view of the first state: several lists together see all views. */
  firstView = 0,
): Promise<void> {
  const page = await context.newPage();
  for (const [n, state] of states.entries()) {
    const view = views[(firstView + n) % views.length] as (typeof views)[number];
    const { locale, colorScheme, width } = view;
    await page.setViewportSize({ width, height: width < 500 ? 780 : 900 });
    await page.emulateMedia({ colorScheme });
    const where = `${state.name} (${locale}, ${width} px, ${colorScheme})`;
    // Soft: one run names the faults of all states.
    expect.soft(await visit(page, state, locale), where).toEqual([]);
  }
  await page.close();
}

async function visit(page: Page, state: State, locale: Locale): Promise<string[]> {
  const response = await page.goto(`/${locale}${state.address}`, { waitUntil: "load" });
  const wrong: string[] = [];
  if (response?.status() !== (state.status ?? 200)) wrong.push(`status ${response?.status()}`);
  const html = (await response?.text()) ?? "";
  // Streamed content has replaced its placeholders.
  await page.waitForFunction(() => !document.querySelector("div[hidden][id^='S:']"));
  await state.arrange?.(page, locale);
  wrong.push(...(await faultsOf(page, html, state.isCovered ?? false)));
  return wrong;
}

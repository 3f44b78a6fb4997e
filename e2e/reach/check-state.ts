import type { Page } from "@playwright/test";
import axe, { type AxeResults, type RunOptions } from "axe-core";
import { HtmlValidate } from "html-validate";

/** What is checked on every state of every page. A rule that is switched off has its reason beside it. */
const axeOptions: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: {
    // Off unless they are named.
    "target-size": { enabled: true },
    "label-content-name-mismatch": { enabled: true },
    "css-orientation-lock": { enabled: true },
    "focus-order-semantics": { enabled: true },
    "table-fake-caption": { enabled: true },
    "td-has-header": { enabled: true },
  },
};

const htmlRules = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  elements: [
    "html5",
    {
      // A form with a server action has an empty address until JavaScript runs: React writes it.
      form: { attributes: { action: {} } },
      // Without JavaScript the page of a payment asks again by itself, from a noscript in the body.
      meta: { flow: true, phrasing: true },
    },
  ],
  rules: {
    // A list may have a name: the standard allows it, and screen readers read it.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // What a waiting page shows changes by itself: asking again is what it is for.
    "meta-refresh": "off",
  },
});

type Fault = { rule: string; where: string };

/** While a list or a calendar is open over the page: */
const overlayRules: RunOptions["rules"] = {
  // React Aria hides the rest of the page from assistive technology, its heading and its fields too.
  "aria-hidden-focus": { enabled: false },
  "page-has-heading-one": { enabled: false },
  // What is open lies beside the landmarks.
  region: { enabled: false },
  // A day says in full what it shows in short, 7.2만 as 72,300원; and axe finds no 15 in 15일.
  "label-content-name-mismatch": { enabled: false },
};

/** Asks axe about the page as the browser shows it now. */
async function axeFaults(page: Page, isCovered: boolean): Promise<Fault[]> {
  // Not a script tag: the page's own policy refuses foreign scripts.
  await page.evaluate(axe.source);
  const results = await page.evaluate(
    (options) => (window as unknown as { axe: typeof axe }).axe.run(document, options) as Promise<AxeResults>,
    isCovered ? { ...axeOptions, rules: { ...axeOptions.rules, ...overlayRules } } : axeOptions,
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => ({
      rule: `axe ${id}`,
      where: `${target.join(" ")} ${html.slice(0, 160)}`,
    })),
  );
}

/** Holds the HTML that the server sent against the rules of HTML. */
async function htmlFaults(html: string): Promise<Fault[]> {
  const { results } = await htmlRules.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => ({
      rule: `html ${ruleId}`,
      where: `${message} ${selector ?? ""}`,
    })),
  );
}

/** All that is wrong with a page, a line each. `html`: what the server sent, or null. `isCovered`: a list or calendar is open over it. */
export async function faultsOf(page: Page, html: string | null, isCovered: boolean): Promise<string[]> {
  const faults = [...(await axeFaults(page, isCovered)), ...(html === null ? [] : await htmlFaults(html))];
  return faults.map(({ rule, where }) => `${rule}: ${where}`);
}

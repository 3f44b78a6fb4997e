import type { BrowserContext } from "playwright";
import { locales } from "@/server/shared/airline";
import type { Budget } from "./budgets";
import { type Weight, weighPage } from "./weigh-page";

/** Addresses without their language, by the pages of the table of budgets. */
export type Addresses = Readonly<Record<Budget["page"], string>>;

export type Weighed = Budget & { locale: string; weight: Weight };

/** Weighs every page of the table in both languages. `contexts`: a browser for visitors, customers and staff. */
export async function weighPages(
  budgets: readonly Budget[],
  addresses: Addresses,
  contexts: Readonly<Record<Budget["reader"], BrowserContext>>,
): Promise<Weighed[]> {
  const weighed: Weighed[] = [];
  for (const budget of budgets)
    for (const locale of locales) {
      const address = `/${locale}${addresses[budget.page]}`;
      weighed.push({ ...budget, locale, weight: await weighPage(contexts[budget.reader], address) });
    }
  return weighed;
}

const kilobytes = (bytes: number) => (bytes / 1024).toFixed(1);

/** A table of all weights, for people. */
export function weightTable(weighed: readonly Weighed[]): string {
  const rows = weighed.map(({ page, locale, scriptKb, htmlKb, weight }) => [
    `${page} (${locale})`,
    `${kilobytes(weight.scriptBytes)} of ${scriptKb}`,
    String(weight.scriptFiles),
    kilobytes(weight.oldBrowserBytes),
    `${kilobytes(weight.htmlBytes)} of ${htmlKb}`,
    `${Math.round((100 * weight.payloadBytes) / weight.htmlBytes)} %`,
  ]);
  const head = ["Page", "JS gzip KB", "files", "+ old browsers", "HTML KB", "of it data"];
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** The budgets that are exceeded, a sentence each. */
export function exceeded(weighed: readonly Weighed[]): string[] {
  return weighed.flatMap(({ page, locale, scriptKb, htmlKb, weight }) => [
    ...(weight.scriptBytes > scriptKb * 1024
      ? [`${page} (${locale}): ${kilobytes(weight.scriptBytes)} KB of JavaScript, ${scriptKb} are allowed`]
      : []),
    ...(weight.htmlBytes > htmlKb * 1024
      ? [`${page} (${locale}): ${kilobytes(weight.htmlBytes)} KB of HTML, ${htmlKb} are allowed`]
      : []),
  ]);
}

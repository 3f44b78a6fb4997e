import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";
import type { Say } from "./run-program";

export type SmokeOptions = {
  /** The site's origin. */
  url: string;
  say: Say;
  /** A seeded site must offer flights. A new airline may have none on sale yet. */
  wantsFlights: boolean;
  /** Opens a site that Vercel protects. */
  bypassSecret?: string;
  /** How long the site may take to become ready. */
  patienceMs?: number;
  pauseMs?: number;
  /** Where a site's address leads; only tests lead it elsewhere. */
  at?: (url: string) => string;
};

const readiness = z.object({ status: z.string(), reason: z.string().optional() });
const fares = z.array(z.unknown());
const REQUEST_TIMEOUT_MS = 20_000;
/** A week of a route of the seed. */
const ROUTE = { from: "GMP", to: "CJU" };
const DAYS = 7;

/**
 * Asks a fresh deployment what a customer needs first: it is ready, the start page comes, and a search of a week answers.
 * `degraded` counts as ready: booking works while the event engine does not know the new functions yet.
 *
 * @throws Error that says what was wrong.
 */
export async function smokeTest(options: SmokeOptions): Promise<void> {
  const { say, wantsFlights } = options;
  const state = await untilReady(options);
  say(`ready: ${state.status}${state.reason ? ` (${state.reason})` : ""}`);
  const page = await ask(options, "/ko");
  if (!page.ok) throw new Error(`/ko was answered with ${page.status}`);
  const first = addDays(toLocal(new Date(), KOREA_ZONE).date, 1);
  const query = new URLSearchParams({ ...ROUTE, first, last: addDays(first, DAYS - 1) });
  const answer = await ask(options, `/api/v1/fares?${query}`);
  if (!answer.ok) throw new Error(`the search was answered with ${answer.status}`);
  const found = fares.parse(await answer.json()).length;
  if (wantsFlights && found === 0) throw new Error(`the search found no flight ${ROUTE.from}–${ROUTE.to}`);
  say(`search: ${ROUTE.from}–${ROUTE.to} is sold on ${found} of ${DAYS} days`);
}

async function untilReady(options: SmokeOptions): Promise<z.output<typeof readiness>> {
  const until = performance.now() + (options.patienceMs ?? 120_000);
  for (;;) {
    const problem = await ask(options, "/api/health/ready")
      .then(async (response) => {
        if (response.ok) return readiness.parse(await response.json());
        return `${response.status} ${(await response.text()).slice(0, 200)}`;
      })
      .catch((error: Error) => (error.cause instanceof Error ? error.cause.message : error.message));
    if (typeof problem !== "string") return problem;
    if (performance.now() > until) throw new Error(`the site did not become ready: ${problem}`);
    await pause(options.pauseMs ?? 2_000);
  }
}

const ask = ({ url, bypassSecret, at = String }: SmokeOptions, path: string) =>
  fetch(at(url).replace(/\/$/, "") + path, {
    redirect: "follow",
    headers: bypassSecret ? { "x-vercel-protection-bypass": bypassSecret } : {},
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });

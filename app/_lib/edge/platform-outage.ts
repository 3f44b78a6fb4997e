import { isUnavailable } from "@/app/_lib/http/failure";
import { log } from "@/server/shared/log";
import { pingDatabase } from "@/server/shared/readiness";
import { isServedByPlatform } from "./platform-headers";
import { unavailablePage } from "./unavailable-page";
import type { Visitor } from "./visitor";

/** Longer than a page waits for a connection: a process that is only busy must not count as cut off. */
const ANSWER_WITHIN_MS = 6_000;
/** How long one answer of the database is used again. */
const REMEMBERED_MS = 5_000;

/**
 * The unavailable page, when the database does not answer and a platform serves the site. There is no Node server of
 * ours beneath Next there, so nobody could replace Next's own page with status 500 afterwards (watch-responses.ts).
 *
 * @returns null when the page can be drawn. Only GET and HEAD are checked: a server action shows the outage in
 *   its form.
 */
export async function outageAnswer(method: string, visitor: Visitor): Promise<Response | null> {
  if (!isServedByPlatform() || (method !== "GET" && method !== "HEAD")) return null;
  if (await isDatabaseAvailable()) return null;
  const { status, headers, body } = unavailablePage(visitor);
  return new Response(method === "HEAD" ? null : new Uint8Array(body), { status, headers });
}

let remembered: { available: boolean; untilMs: number } | undefined;
let pending: Promise<boolean> | undefined;

/** Requests that come together share one query, and those of the next seconds its answer. */
async function isDatabaseAvailable(): Promise<boolean> {
  if (remembered && Date.now() < remembered.untilMs) return remembered.available;
  pending ??= probe().then((available) => {
    remembered = { available, untilMs: Date.now() + REMEMBERED_MS };
    pending = undefined;
    return available;
  });
  return pending;
}

async function probe(): Promise<boolean> {
  try {
    await withinLimit(pingDatabase());
    return true;
  } catch (error) {
    // A fault that waiting does not mend, such as a wrong password, stays a 500 of the page.
    const available = !isUnavailable(error);
    if (!available) log.error({ err: error }, "the database does not answer: pages are unavailable");
    return available;
  }
}

function withinLimit(answer: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((_, reject) => {
    const error = Object.assign(new Error("the database took too long"), { code: "ETIMEDOUT" });
    timer = setTimeout(reject, ANSWER_WITHIN_MS, error);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

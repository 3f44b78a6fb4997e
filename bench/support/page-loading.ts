import type { BrowserContext, CDPSession } from "playwright";

/** What one visit of a page cost the browser, nothing cached. Bytes are those on the wire, heads of answers included. */
export type PageLoading = {
  path: string;
  fonts: { files: number; bytes: number };
  scripts: { files: number; bytes: number };
  styles: { files: number; bytes: number };
  htmlBytes: number;
  /** Requests for data of pages that nobody has opened. */
  prefetches: number;
  /** Cumulative layout shift, from the first byte until the page is quiet. */
  shift: number;
};

type Seen = { url: string; type: string; bytes: number };

/** How long a page must be quiet: Next spreads its prefetches. */
const QUIET_MS = 1_500;

/** Opens a page in a new tab of a context, whose cookies say who asks, and waits until it is quiet. */
export async function readPageLoading(context: BrowserContext, url: string): Promise<PageLoading> {
  const page = await context.newPage();
  try {
    const session = await context.newCDPSession(page);
    const seen = await watch(session);
    await page.addInitScript(() => {
      const shifts = { total: 0 };
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        })[])
          if (!entry.hadRecentInput) shifts.total += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(url);
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(QUIET_MS);
    const shift = await page.evaluate(
      () => (window as unknown as { shifts: { total: number } }).shifts.total,
    );
    return { path: new URL(url).pathname, ...summed([...seen.values()]), shift };
  } finally {
    await page.close();
  }
}

async function watch(session: CDPSession): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>();
  session.on("Network.requestWillBeSent", ({ requestId, request, type }) => {
    seen.set(requestId, { url: request.url, type: type ?? "", bytes: 0 });
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const known = seen.get(requestId);
    if (known) known.bytes = encodedDataLength;
  });
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  return seen;
}

function summed(seen: readonly Seen[]): Omit<PageLoading, "path" | "shift"> {
  const of = (belongs: (each: Seen) => boolean) => {
    const found = seen.filter(belongs);
    return { files: found.length, bytes: found.reduce((sum, { bytes }) => sum + bytes, 0) };
  };
  return {
    fonts: of(({ url }) => url.includes(".woff2")),
    scripts: of(({ type }) => type === "Script"),
    styles: of(({ type }) => type === "Stylesheet"),
    htmlBytes: of(({ type }) => type === "Document").bytes,
    prefetches: of(({ url }) => url.includes("_rsc=")).files,
  };
}

/** The addresses of the pages that are measured, without a language. `who`: whose session opens it. */
export const measuredPages = (day: string): { path: string; who: "visitor" | "customer" | "admin" }[] => [
  { path: "", who: "visitor" },
  {
    path: `/flights?trip=oneway&from=GMP&to=CJU&depart=${day}&adults=1&children=0&infants=0`,
    who: "visitor",
  },
  { path: "/sign-in", who: "visitor" },
  { path: "/trips", who: "customer" },
  { path: "/admin/flights", who: "admin" },
];

/** The window in which pages are measured: a phone, on which most customers book. */
export const PHONE = { width: 360, height: 780 };

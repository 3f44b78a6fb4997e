import { gzipSync } from "node:zlib";
import type { BrowserContext, Page, Response } from "playwright";

/** What one page costs before anybody touches it. Bytes of JavaScript are compressed, bytes of HTML are not. */
export type Weight = {
  address: string;
  /** gzip bytes of the scripts that a browser of today loads until the page is quiet. */
  scriptBytes: number;
  scriptFiles: number;
  /** gzip bytes of further scripts for old browsers (`noModule`); no browser of today loads them. */
  oldBrowserBytes: number;
  htmlBytes: number;
  /** Bytes of the HTML that are data for React, not markup. */
  payloadBytes: number;
};

const QUIET_MS = 1_500;
/** A page that never becomes quiet is weighed after this time. */
const QUIET_LIMIT_MS = 20_000;

const isScript = (response: Response) =>
  response.request().resourceType() === "script" || /\.js(\?|$)/.test(response.url());

const gzipBytes = (text: Buffer | string) => gzipSync(text).length;

/**
 * Opens an address in a tab of its own and weighs what comes until nothing is asked for.
 * @throws Error when the page does not answer 200.
 */
export async function weighPage(context: BrowserContext, address: string): Promise<Weight> {
  const page = await context.newPage();
  try {
    const scripts = new Map<string, Promise<number>>();
    page.on("response", (response) => {
      if (isScript(response)) scripts.set(response.url(), response.body().then(gzipBytes));
    });
    const quiet = untilQuiet(page);
    const document = await page.goto(address, { waitUntil: "load" });
    if (document?.status() !== 200) throw new Error(`${address}: ${document?.status()}`);
    const html = await document.text();
    await quiet();
    const sizes = await Promise.all(scripts.values());
    return {
      address,
      scriptBytes: sumOf(sizes),
      scriptFiles: sizes.length,
      oldBrowserBytes: await oldBrowserBytes(context, html, document.url()),
      htmlBytes: Buffer.byteLength(html),
      payloadBytes: payloadBytesOf(html),
    };
  } finally {
    await page.close();
  }
}

/** Watches a tab from now on. The function waits until it has asked for nothing for a while, as a hydrated page does. */
function untilQuiet(page: Page): () => Promise<void> {
  let last = Date.now();
  page.on("request", () => {
    last = Date.now();
  });
  return async () => {
    const limit = Date.now() + QUIET_LIMIT_MS;
    while (Date.now() - last < QUIET_MS && Date.now() < limit) await page.waitForTimeout(100);
  };
}

async function oldBrowserBytes(context: BrowserContext, html: string, base: string): Promise<number> {
  const tags = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
  const sources = tags
    .filter((tag) => /\bnomodule\b/i.test(tag))
    .flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []);
  const sizes = await Promise.all(
    sources.map(async (source) => {
      const response = await context.request.get(new URL(source, base).href);
      return gzipBytes(await response.body());
    }),
  );
  return sumOf(sizes);
}

/** The bytes of the inline scripts with which Next hands the page's tree to React. */
function payloadBytesOf(html: string): number {
  const scripts = [...html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, text = ""]) => text);
  return sumOf(
    scripts.filter((text) => text.includes("self.__next_f")).map((text) => Buffer.byteLength(text)),
  );
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0);

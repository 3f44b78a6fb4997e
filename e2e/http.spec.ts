import fs from "node:fs";
import path from "node:path";
import { seriesValue } from "@/tools/monitoring/exposition";
import { type Answer, ask } from "./fuzz/ask";
import { book } from "./support/book";
import { useUpLimit } from "./support/database";
import { traveller, tripPages } from "./support/pages";
import { expect, METRICS_TOKEN, test } from "./support/stack";

/** Checks that apply to every answer of the site. */

const kinds = {
  page: ["/ko", "/en/trips/find", "/ko/flights", "/en/x.y", "/ko/nope", "/ko/trips/ABCDEF"],
  other: ["/api/health/live", "/api/pages/messages", "/api/nope", "/_next/nope", "/robots.txt", "/icon.svg"],
  redirect: ["/", "/trips", "/x.y", "//evil.example/x"],
  refused: ["/api/%E0%A4%A", "/_next/%E0%A4%A", "/foo.%E0%A4%A", "/ko?q=%00"],
};
const standing = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "cross-origin-opener-policy": "same-origin",
};

test("every answer carries the security headers, and pages a policy with a nonce", async ({ airline }) => {
  for (const [kind, paths] of Object.entries(kinds))
    for (const path of paths) {
      const { status, headers } = await ask(airline.url, { method: "GET", path });
      expect(headers, path).toMatchObject(standing);
      const policy = String(headers["content-security-policy"]);
      expect(policy, path).toMatch(kind === "page" ? /script-src 'self' 'nonce-/ : /frame-ancestors 'none'/);
      expect([status < 500, kind !== "refused" || status === 400], path).toEqual([true, true]);
    }
  const { body } = await ask(airline.url, { method: "GET", path: "/ko" });
  const [script] = /\/_next\/static\/[^"]+\.js/.exec(body) ?? [];
  const file = await ask(airline.url, { method: "GET", path: String(script) });
  expect([file.status, file.headers["x-content-type-options"]]).toEqual([200, "nosniff"]);
});

test("search engines are told which pages are for them", async ({ airline }) => {
  const get = (path: string) => ask(airline.url, { method: "GET", path });
  expect((await get("/robots.txt")).body).toContain(`Sitemap: ${process.env.APP_URL}/sitemap.xml`);
  expect((await get("/sitemap.xml")).body).toContain(`<loc>${process.env.APP_URL}/ko/trips/find</loc>`);
  expect((await get("/ko")).headers["x-robots-tag"]).toBeUndefined();
  for (const path of ["/ko/trips", "/ko/account", "/ko/admin", "/ko/flights?from=GMP", "/api/health/live"])
    expect((await get(path)).headers["x-robots-tag"], path).toBe("noindex, nofollow");
});

test("no link or redirect leads to a host that the client made up", async ({ airline }) => {
  const forged: Record<string, string>[] = [
    { host: "evil.example" },
    { "x-forwarded-host": "evil.example", "x-forwarded-proto": "gopher", "x-forwarded-port": "666" },
    { forwarded: "host=evil.example", "x-original-host": "evil.example" },
    { host: "[" },
  ];
  const paths = ["/", "/ko", "/trips", "/ko/trips", "/robots.txt", "/sitemap.xml", "/ko/sign-in"];
  const auth = ["/api/auth/signin", "/api/auth/signout", "/api/auth/csrf", "/api/auth/providers"];
  const callback = ["?callbackUrl=https://evil.example/", "?callbackUrl=//evil.example", "?callbackUrl=10"];
  for (const headers of forged)
    for (const path of [...paths, ...auth, ...callback.map((query) => `/api/auth/signin${query}`)]) {
      const answer = await ask(airline.url, { method: "GET", path, headers });
      expect(answer.status, path).toBeLessThan(500);
      const told = JSON.stringify(answer.headers) + answer.body;
      expect(told.includes("evil.example/") || told.includes("//evil.example"), path).toBe(false);
      expect(told, path).not.toMatch(/gopher|:666/);
    }
});

test("a body that is too long is refused with a text, and the requests behind it are answered", async ({
  airline,
}) => {
  const long = "x".repeat(200_000);
  const announced = { method: "POST", body: long };
  const paths = ["/ko/account", "/api/v1/reservations", "/api/auth/callback/credentials", "/api/auth/signin"];
  const answers: Promise<Answer>[] = [];
  for (const path of paths) {
    answers.push(ask(airline.url, { ...announced, path }));
    answers.push(chunked(airline.url, path, long));
    answers.push(ask(airline.url, { method: "GET", path: "/api/health/live" }));
  }
  const all = await Promise.all(answers);
  expect(all.map(({ status }) => status)).toEqual(paths.flatMap(() => [413, 413, 200]));
  for (const { status, body, headers } of all.filter((answer) => answer.status === 413))
    expect([JSON.parse(body).status, headers["content-type"], headers.connection]).toEqual([
      status,
      "application/problem+json",
      "close",
    ]);
});

/** `fetch` sends a stream without its length. */
async function chunked(origin: string, path: string, body: string): Promise<Answer> {
  const stream = new Blob([body]).stream();
  const response = await fetch(`${origin}${path}`, {
    method: "POST",
    body: stream,
    duplex: "half",
  } as RequestInit);
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

test("a request without the right to write is refused before its body is read", async ({ airline }) => {
  const post = (path: string, headers = {}) => ask(airline.url, { method: "POST", path, body: "{", headers });
  expect((await post("/api/v1/reservations")).status).toBe(401);
  expect((await post("/api/inngest?fnId=x&stepId=step")).status).toBe(401);
  expect((await post("/api/payments/webhook")).status).toBe(400);
  expect((await post("/ko/account", { origin: "https://evil.example" })).status).toBe(403);
});

test("a birth date is on no page on which it is not needed", async ({ airline }) => {
  const own = await traveller(airline);
  const needsIt = /\/(passengers|review)$/;
  const pages = [...tripPages(own), `/trips/${own.booked.locator}/seats`].filter(
    (page) => !needsIt.test(page),
  );
  for (const page of pages)
    for (const headers of [{}, { rsc: "1" }] as Record<string, string>[]) {
      const response = await airline.fetch(own.customer, `/ko${page}`, { headers });
      const text = response.status === 307 ? "" : await response.text();
      expect(text, page).not.toContain("1990-05-05");
    }
});

test("the 61st refund quote within ten minutes is refused with a text", async ({
  airline,
  page,
  context,
}) => {
  const customer = await airline.signedIn(context);
  const held = await book(airline, customer);
  await page.goto(`/ko/trips/${held.locator}/cancel`);
  await expect(page.getByRole("button", { name: "예약 취소하기" })).toBeVisible();
  await useUpLimit(`quote-refund:${customer.id}`, { uses: 60, windowSeconds: 600 });
  const response = await page.goto(`/ko/trips/${held.locator}/cancel`);
  expect(response?.status()).toBe(200);
  await expect(page.getByRole("main")).toContainText("환불 금액을 잠시 조회할 수 없습니다");
});

test("the figures of a process name the routes of this build, its pool and its event loop", async ({
  airline,
}) => {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
  const seen = { route: "/[locale]/flights", kind: "page", method: "GET", status: "2xx" };
  await ask(airline.url, { method: "GET", path: "/ko/flights?from=GMP&to=CJU" });
  const { status, body } = await ask(airline.url, { method: "GET", path: "/api/metrics", headers });
  expect(status).toBe(200);
  expect(seriesValue(body, "msa_http_request_duration_seconds_count", seen)).toBeGreaterThan(0);
  expect(seriesValue(body, "msa_pool_open_connections")).toBeGreaterThan(0);
  expect(seriesValue(body, "msa_breaker_open", { service: "payment" })).toBe(0);
  expect(seriesValue(body, "msa_breaker_open", { service: "mail" })).toBe(0);
  expect(seriesValue(body, "nodejs_eventloop_lag_p99_seconds")).toBeGreaterThan(0);
});

test("the built server is packed with its packages and its build, not with the sources of the project", () => {
  const build = process.env.MSA_DIST_DIR || ".next";
  const packed = fs.readdirSync(path.join(build, "standalone")).sort();
  expect(packed).toEqual([build.split("/")[0], "docs", "node_modules", "package.json", "server.js"].sort());
  // Of the documents that of the API, which the site serves.
  expect(fs.readdirSync(path.join(build, "standalone/docs"))).toEqual(["openapi.json"]);
});

import { NextRequest } from "next/server";
import { beforeAll, expect, test, vi } from "vitest";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";

/** Languages are next-intl's business; it gets the request and makes the response. */
vi.mock("next-intl/middleware", () => ({ default: () => () => new Response() }));

let proxy: typeof import("@/proxy");
beforeAll(async () => {
  Object.assign(process.env, TEST_ENVIRONMENT, { DATABASE_URL: "postgres://localhost/msa" });
  proxy = await import("@/proxy");
});

const visit = (path = "/ko/trips") => {
  const request = new NextRequest(`http://localhost:3000${path}`);
  const { status, headers } = proxy.proxy(request);
  return { request, status, headers };
};

test("every page carries the security headers, each with a nonce of its own", () => {
  const [first, second] = [visit(), visit()];
  const policy = first.headers.get("Content-Security-Policy");
  expect(policy).toContain(`'nonce-${first.request.headers.get("x-nonce")}'`);
  // Next gives its own scripts the nonce that it reads here.
  expect(first.request.headers.get("Content-Security-Policy")).toBe(policy);
  expect(second.headers.get("Content-Security-Policy")).not.toBe(policy);
  expect(first.headers.get("X-Frame-Options")).toBe("DENY");
});

test("forms may end at the provider's page, and at the sign-in pages in use", () => {
  const policy = visit().headers.get("Content-Security-Policy");
  expect(policy).toContain("form-action 'self' http://127.0.0.1:12111 http://localhost:12111;");
});

test("an address that cannot be decoded, or has NUL, is a bad request, and carries the headers too", () => {
  const answer = visit("/ko/%E0%A4%A");
  expect([answer.status, visit("/ko/%EC%A0%9C%EC%A3%BC").status]).toEqual([400, 200]);
  expect([visit("/ko/a%00b").status, visit("/ko?q=%00").status]).toEqual([400, 400]);
  expect(answer.headers.get("X-Frame-Options")).toBe("DENY");
});

test("every page is matched, with and without a dot; the API and the build's files are not", () => {
  const matches = (path: string) => new RegExp(`^${proxy.config.matcher}$`).test(path);
  for (const page of ["/", "/ko", "/en/x.y", "/x.y", "/api", "/apiary"]) expect(matches(page)).toBe(true);
  for (const other of ["/api/health/live", "/_next/static/x.js"]) expect(matches(other)).toBe(false);
});

test("search engines may show the public pages alone", () => {
  const told = (path: string) => visit(path).headers.get("X-Robots-Tag");
  for (const page of ["/", "/ko", "/en", "/ko/trips/find", "/en/trips/find"]) expect(told(page)).toBeNull();
  for (const page of ["/ko/trips", "/ko/account", "/en/admin", "/ko/book/1/seats", "/ko/flights", "/x.y"])
    expect(told(page)).toBe("noindex, nofollow");
});

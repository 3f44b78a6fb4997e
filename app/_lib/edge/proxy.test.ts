import { NextRequest } from "next/server";
import { beforeAll, expect, test, vi } from "vitest";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";

/** next-intl chooses the language; here it only makes an empty response. */
vi.mock("next-intl/middleware", () => ({ default: () => () => new Response() }));

const { pingDatabase } = vi.hoisted(() => ({
  pingDatabase: vi.fn(async () => {
    throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  }),
}));
vi.mock("@/server/shared/readiness", () => ({ pingDatabase }));

let proxy: typeof import("@/proxy");
beforeAll(async () => {
  Object.assign(process.env, TEST_ENVIRONMENT, { DATABASE_URL: "postgres://localhost/msa" });
  proxy = await import("@/proxy");
});

const visit = async (path = "/ko/trips") => {
  const request = new NextRequest(`http://localhost:3000${path}`);
  const answer = await proxy.proxy(request);
  return { request, answer, status: answer.status, headers: answer.headers };
};

test("every page carries the security headers, each with a nonce of its own", async () => {
  const [first, second] = [await visit(), await visit()];
  const policy = first.headers.get("Content-Security-Policy");
  expect(policy).toContain(`'nonce-${first.request.headers.get("x-nonce")}'`);
  // Next gives its own scripts the nonce that it reads here.
  expect(first.request.headers.get("Content-Security-Policy")).toBe(policy);
  expect(second.headers.get("Content-Security-Policy")).not.toBe(policy);
  expect(first.headers.get("X-Frame-Options")).toBe("DENY");
});

test("forms may end at the provider's page, and at the sign-in pages in use", async () => {
  const policy = (await visit()).headers.get("Content-Security-Policy");
  expect(policy).toContain("form-action 'self' http://127.0.0.1:12111 http://localhost:12111;");
});

test("an address that cannot be decoded, or has NUL, is a bad request, and carries the headers too", async () => {
  const answer = await visit("/ko/%E0%A4%A");
  expect([answer.status, (await visit("/ko/%EC%A0%9C%EC%A3%BC")).status]).toEqual([400, 200]);
  expect([(await visit("/ko/a%00b")).status, (await visit("/ko?q=%00")).status]).toEqual([400, 400]);
  expect(answer.headers.get("X-Frame-Options")).toBe("DENY");
});

test("every page is matched, with and without a dot; the API and the build's files are not", () => {
  const matches = (path: string) => new RegExp(`^${proxy.config.matcher}$`).test(path);
  for (const page of ["/", "/ko", "/en/x.y", "/x.y", "/api", "/apiary"]) expect(matches(page)).toBe(true);
  for (const other of ["/api/health/live", "/_next/static/x.js"]) expect(matches(other)).toBe(false);
});

test("search engines may show only the public pages", async () => {
  const told = async (path: string) => (await visit(path)).headers.get("X-Robots-Tag");
  for (const page of ["/", "/ko", "/en", "/ko/trips/find", "/en/trips/find"])
    expect(await told(page)).toBeNull();
  for (const page of ["/ko/trips", "/ko/account", "/en/admin", "/ko/book/1/seats", "/ko/flights", "/x.y"])
    expect(await told(page)).toBe("noindex, nofollow");
});

test("on a platform a page without its database is a 503 with the standing headers and its own policy", async () => {
  expect((await visit()).status).toBe(200);
  expect(pingDatabase).not.toHaveBeenCalled();
  vi.stubEnv("VERCEL", "1");
  const { status, headers, answer } = await visit("/ko");
  vi.unstubAllEnvs();
  expect([status, headers.get("Retry-After"), headers.get("X-Frame-Options")]).toEqual([503, "5", "DENY"]);
  expect(headers.get("Content-Security-Policy")).toContain("style-src 'sha256-");
  expect(await answer.text()).toContain("temporarily unavailable");
});

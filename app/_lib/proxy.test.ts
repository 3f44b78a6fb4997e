import { NextRequest } from "next/server";
import { beforeAll, expect, test, vi } from "vitest";
import { TEST_ENVIRONMENT } from "@/local/testing/environment";

/** Languages are next-intl's business; it gets the request and makes the response. */
vi.mock("next-intl/middleware", () => ({ default: () => () => new Response() }));

let proxy: typeof import("@/proxy");
beforeAll(async () => {
  Object.assign(process.env, TEST_ENVIRONMENT, { DATABASE_URL: "postgres://localhost/msa" });
  proxy = await import("@/proxy");
});

const visit = () => {
  const request = new NextRequest("http://localhost:3000/ko/trips");
  return { request, headers: proxy.proxy(request).headers };
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

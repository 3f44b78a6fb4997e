import { NextRequest } from "next/server";
import type createMiddleware from "next-intl/middleware";
import { afterEach, expect, test, vi } from "vitest";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";

type Config = Parameters<typeof createMiddleware>[0];

const { given } = vi.hoisted(() => ({ given: [] as Config[] }));
vi.mock("next-intl/middleware", () => ({
  default: (config: Config) => {
    given.push(config);
    return () => new Response();
  },
}));
afterEach(() => vi.unstubAllEnvs());

/** The cookie of the language, where the site has this address. */
async function cookieAt(appUrl: string): Promise<Config["localeCookie"]> {
  for (const [name, value] of Object.entries(TEST_ENVIRONMENT)) vi.stubEnv(name, value);
  vi.stubEnv("DATABASE_URL", "postgres://localhost/unused");
  vi.stubEnv("APP_URL", appUrl);
  vi.resetModules();
  const { proxy } = await import("@/proxy");
  await proxy(new NextRequest(`${appUrl}/en`));
  return given.at(-1)?.localeCookie;
}

test("the language is kept in a cookie that https does not send in the clear", async () => {
  expect(await cookieAt("https://air.example")).toEqual({ maxAge: 31_536_000, secure: true });
  expect(await cookieAt("http://localhost:3000")).toEqual({ maxAge: 31_536_000, secure: false });
});

import { decode, encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { SESSION_SECONDS } from "@/server/identity/schemas";
import { COOKIE_SECONDS, sealSession, sessionCookieName, sessionOf } from "./session-cookie";

const secret = "a secret of this very test, long enough";
const cookieOf = (sub: string, maxAge = 60) => encode({ token: { sub }, secret, maxAge });
const userIdOf = async (cookie: string, key = secret) => (await sessionOf(cookie, key))?.userId ?? null;

test("a cookie names its user, the first time and every time after", async () => {
  const [mine, yours] = [await cookieOf("me"), await cookieOf("you")];
  for (let times = 0; times < 3; times++) {
    expect(await userIdOf(mine)).toBe("me");
    expect(await userIdOf(yours)).toBe("you");
  }
});

test("neither a forged cookie nor one of another secret names a user", async () => {
  const cookie = await cookieOf("me");
  expect(await userIdOf(cookie)).toBe("me");
  expect(await userIdOf(`${cookie}x`)).toBeNull();
  expect(await userIdOf("nonsense")).toBeNull();
  expect(await userIdOf(cookie, `${secret}!`)).toBeNull();
});

const session = {
  userId: "me",
  sessionId: "0192d3a4-0000-7000-8000-000000000001",
  version: 3,
  expiresAtSeconds: 1_800_000_000,
};

test("a cookie holds its session with the end that the database gave it", async () => {
  expect(await sessionOf(await sealSession(session, secret), secret)).toEqual(session);
});

test("a process whose clock is ten minutes fast opens a cookie up to the end of its session", async () => {
  const cookie = await sealSession(session, secret);
  const { exp, iat } = (await decode({ token: cookie, secret })) as { exp: number; iat: number };
  expect(exp - iat).toBe(COOKIE_SECONDS);
  expect(COOKIE_SECONDS - SESSION_SECONDS).toBeGreaterThan(600);
});

test("a cookie of an earlier release is a session without an id, of the first version, with the cookie's end", async () => {
  const cookie = await cookieOf("me");
  const { exp } = (await decode({ token: cookie, secret })) as { exp: number };
  expect(await sessionOf(cookie, secret)).toEqual({
    userId: "me",
    sessionId: null,
    version: 1,
    expiresAtSeconds: exp,
  });
});

test("where the site is served by https, no cookie goes by http", () => {
  expect(sessionCookieName("https://air.example")).toBe("__Secure-next-auth.session-token");
  expect(sessionCookieName("http://localhost:3000")).toBe("next-auth.session-token");
});

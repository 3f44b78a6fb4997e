import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { SESSION_SECONDS, sealSession, sessionCookieName, sessionOf } from "./session-cookie";

const secret = "a secret of this very test, long enough";
const cookieOf = (sub: string, maxAge = 60) => encode({ token: { sub }, secret, maxAge });
const inSeconds = (seconds: number) => Date.now() / 1_000 + seconds;
const userIdOf = async (cookie: string, key = secret, now?: number) =>
  (await sessionOf(cookie, key, now))?.userId ?? null;

test("a cookie names its user, the first time and every time after", async () => {
  const [mine, yours] = [await cookieOf("me"), await cookieOf("you")];
  for (let times = 0; times < 3; times++) {
    expect(await userIdOf(mine)).toBe("me");
    expect(await userIdOf(yours)).toBe("you");
  }
});

test("a valid cookie ends when its time is over", async () => {
  const cookie = await cookieOf("me", 60);
  expect(await userIdOf(cookie, secret, inSeconds(30))).toBe("me");
  expect(await userIdOf(cookie, secret, inSeconds(61))).toBeNull();
  expect(await userIdOf(cookie, secret, inSeconds(61))).toBeNull();
});

test("neither a forged cookie nor one of another secret names a user", async () => {
  const cookie = await cookieOf("me");
  expect(await userIdOf(cookie)).toBe("me");
  expect(await userIdOf(`${cookie}x`)).toBeNull();
  expect(await userIdOf("nonsense")).toBeNull();
  expect(await userIdOf(cookie, `${secret}!`)).toBeNull();
});

test("a cookie holds its session, and lasts fourteen days at the most", async () => {
  const session = { userId: "me", sessionId: "0192d3a4-0000-7000-8000-000000000001", version: 3 };
  const cookie = await sealSession(session, secret);
  expect(await sessionOf(cookie, secret, inSeconds(SESSION_SECONDS - 60))).toEqual(session);
  expect(await sessionOf(cookie, secret, inSeconds(SESSION_SECONDS + 1))).toBeNull();
});

test("a cookie of an earlier release is a session without an id, of the first version", async () => {
  expect(await sessionOf(await cookieOf("me"), secret)).toEqual({
    userId: "me",
    sessionId: null,
    version: 1,
  });
});

test("where the site is served by https, no cookie goes by http", () => {
  expect(sessionCookieName("https://air.example")).toBe("__Secure-next-auth.session-token");
  expect(sessionCookieName("http://localhost:3000")).toBe("next-auth.session-token");
});

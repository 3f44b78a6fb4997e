import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { userIdOf } from "./session-cookie";

const secret = "a secret of this very test, long enough";
const cookieOf = (sub: string, maxAge = 60) => encode({ token: { sub }, secret, maxAge });
const inSeconds = (seconds: number) => Date.now() / 1_000 + seconds;

test("a cookie names its user, the first time and every other", async () => {
  const [mine, yours] = [await cookieOf("me"), await cookieOf("you")];
  for (let times = 0; times < 3; times++) {
    expect(await userIdOf(mine, secret)).toBe("me");
    expect(await userIdOf(yours, secret)).toBe("you");
  }
});

test("a cookie that was good ends when its time is over", async () => {
  const cookie = await cookieOf("me", 60);
  expect(await userIdOf(cookie, secret, inSeconds(30))).toBe("me");
  expect(await userIdOf(cookie, secret, inSeconds(61))).toBeNull();
  expect(await userIdOf(cookie, secret, inSeconds(61))).toBeNull();
});

test("a forged cookie names nobody, nor does a good one under another secret", async () => {
  const cookie = await cookieOf("me");
  expect(await userIdOf(cookie, secret)).toBe("me");
  expect(await userIdOf(`${cookie}x`, secret)).toBeNull();
  expect(await userIdOf("nonsense", secret)).toBeNull();
  expect(await userIdOf(cookie, `${secret}!`)).toBeNull();
});

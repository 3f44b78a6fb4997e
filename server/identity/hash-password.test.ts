import { expect, test, vi } from "vitest";
import { hashPassword, matchesPassword } from "./hash-password";

const { running } = vi.hoisted(() => ({ running: { now: 0, most: 0 } }));
vi.mock("node:crypto", async (original) => {
  const real = await original<typeof import("node:crypto")>();
  const scrypt = (...[password, salt, length, options, done]: Parameters<typeof real.scrypt>) => {
    running.most = Math.max(running.most, ++running.now);
    // Cheaper parameters: the test counts threads, not work.
    real.scrypt(password, salt, length, { ...options, N: 2, p: 1 }, (error, key) => {
      running.now--;
      done(error, key);
    });
  };
  return { ...real, scrypt };
});

test("many sign-ins at once use two threads at most", async () => {
  const hashes = await Promise.all(Array.from({ length: 10 }, () => hashPassword("correct horse")));
  expect(running).toEqual({ now: 0, most: 2 });
  expect(new Set(hashes).size).toBe(10);
  expect(await Promise.all(hashes.map((hash) => matchesPassword("correct horse", hash)))).not.toContain(
    false,
  );
  expect(await matchesPassword("wrong horse", hashes[0] as string)).toBe(false);
});

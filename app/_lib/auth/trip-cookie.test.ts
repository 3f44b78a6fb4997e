import { expect, test } from "vitest";
import { MAX_TRIPS, openTripCookie, sealTripCookie, tripCookieName } from "./trip-cookie";

const secret = "a-secret-of-at-least-32-characters!!";
const idOf = (n: number) => `01936b2e-7c1a-7000-8000-00000000000${n}`;
const ids = [idOf(1), idOf(2)];

test("a cookie names the ids that it was sealed with", async () => {
  expect(await openTripCookie("grant", await sealTripCookie("grant", ids, secret), secret)).toEqual(ids);
});

test("a code is no grant, and a cookie of another secret or of nobody is none", async () => {
  expect(await openTripCookie("grant", await sealTripCookie("code", ids, secret), secret)).toEqual([]);
  expect(await openTripCookie("grant", await sealTripCookie("grant", ids, `${secret}!`), secret)).toEqual([]);
  expect(await openTripCookie("grant", await sealTripCookie("grant", ["1 or 1"], secret), secret)).toEqual(
    [],
  );
  for (const forged of ["", "x", idOf(1), "a.b.c.d.e"])
    expect(await openTripCookie("grant", forged, secret)).toEqual([]);
});

test("the oldest of too many trips gives way, and a browser's header keeps room for the cookie", async () => {
  const many = Array.from({ length: MAX_TRIPS + 1 }, (_, n) => idOf(n));
  const cookie = await sealTripCookie("grant", many, secret);
  expect(await openTripCookie("grant", cookie, secret)).toEqual(many.slice(0, MAX_TRIPS));
  expect(cookie.length).toBeLessThan(1_000);
});

test("over https only the site itself can set it", () => {
  expect(tripCookieName("grant", "https://msa-air.example")).toBe("__Host-msa-trip-grant");
  expect(tripCookieName("grant", "http://localhost:3000")).toBe("msa-trip-grant");
});

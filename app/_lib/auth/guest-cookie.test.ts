import { expect, test } from "vitest";
import { guestCookieName, openGuestCookie, sealGuestCookie } from "./guest-cookie";
import { openTripCookie, sealTripCookie } from "./trip-cookie";

const secret = "a-secret-of-at-least-32-characters!!";
const id = "01936b2e-7c1a-7000-8000-000000000001";

test("a cookie names the session that it was sealed with", async () => {
  expect(await openGuestCookie(await sealGuestCookie(id, secret), secret)).toBe(id);
});

test("a cookie of another secret or kind, and one of nobody, names none", async () => {
  expect(await openGuestCookie(await sealGuestCookie(id, `${secret}!`), secret)).toBeNull();
  expect(await openGuestCookie(await sealTripCookie("grant", [id], secret), secret)).toBeNull();
  expect(await openTripCookie("grant", await sealGuestCookie(id, secret), secret)).toEqual([]);
  expect(await openGuestCookie(await sealGuestCookie("1 or 1", secret), secret)).toBeNull();
  for (const forged of ["", "x", id, "a.b.c.d.e"]) expect(await openGuestCookie(forged, secret)).toBeNull();
});

test("over https only the site itself can set it", () => {
  expect(guestCookieName("https://msa-air.example")).toBe("__Host-msa-guest");
  expect(guestCookieName("http://localhost:3000")).toBe("msa-guest");
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { mayBeGuest, nextPath, signInLead } from "./next-path";

const appUrl = "https://air.example";
const to = (asked?: string | string[]) => nextPath(asked, "ko", appUrl);

test.each([
  ["/trips", "/ko/trips"],
  ["/", "/ko"],
  ["/flights?from=GMP&to=CJU#list", "/ko/flights?from=GMP&to=CJU#list"],
  ["/en/trips/K7M2QX", "/en/trips/K7M2QX"],
  ["https://air.example/en/mileage", "/en/mileage"],
])("%s leads to %s", (asked, path) => expect(to(asked)).toBe(path));

test.each([
  undefined,
  "",
  ["/trips", "/mileage"],
  "https://evil.example/ko/trips",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/x/..//evil.example",
  "javascript:alert(1)",
  "https://air.example.evil.example/",
  "http://air.example/trips",
  "/sign-in?next=/trips",
  "/ko/sign-up",
  "/api/auth/signout",
])("%j leads home", (asked) => expect(to(asked)).toBe("/ko"));

test("nothing leads to another site", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    "..",
    "evil.example",
    ":",
    "@",
    "%2f",
    "\t",
    "ko",
    "?",
    "#",
    "http",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      expect(new URL(to(pieces.join("")), appUrl).origin).toBe(appUrl);
    }),
  );
});

test.each([
  ["/ko", "signInLead"],
  ["/ko/trips", "signInLead"],
  ["/ko/flights?from=GMP&to=CJU", "signInLead"],
  ["/ko/flights?from=GMP&to=CJU&pick=7.SAVER", "signInLeadBooking"],
  ["/en/book/0190/review", "signInLeadBooking"],
  ["/ko/admin", "signInLeadAdmin"],
  ["/en/admin/flights?date=2026-12-01", "signInLeadAdmin"],
  ["/ko/administrators", "signInLead"],
])("a visitor who goes on to %s is shown %s", (next, lead) => expect(signInLead(next)).toBe(lead));

test.each([
  ["/ko/flights?from=GMP&pick=1.STANDARD", true],
  ["/ko/flights?from=GMP", false],
  // A hold that is there is its customer's alone.
  ["/ko/book/1/review?pick=1", false],
  ["/ko/admin/flights?pick=1", false],
])("%s can go on as a guest: %s", (next, expected) => expect(mayBeGuest(next)).toBe(expected));

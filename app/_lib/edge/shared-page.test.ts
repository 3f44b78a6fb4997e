import { expect, test } from "vitest";
import { isSharedPage } from "./shared-page";

const asks = (pathname: string, cookies: string[] = [], accept: string | null = "text/html,*/*") =>
  isSharedPage({ pathname, accept, hasCookie: (name) => cookies.includes(name) }, "http://localhost:3000");

test("home and results of a visitor are the same for everybody", () => {
  expect(["/ko", "/en", "/ko/flights", "/en/flights"].map((path) => asks(path))).toEqual(Array(4).fill(true));
  expect(asks("/ko", ["NEXT_LOCALE", "msa-theme"])).toBe(true);
});

test.each(["/ko/sign-in", "/ko/sign-up", "/ko/trips/find", "/ko/trips", "/ko/admin", "/ko/flights/x", "/"])(
  "%s is not",
  (path) => expect(asks(path)).toBe(false),
);

test.each([
  "next-auth.session-token",
  "next-auth.session-token.0",
  "msa-trip-code",
  "msa-trip-grant",
  "msa-guest",
])("nothing is shared with the cookie %s", (name) => expect(asks("/ko", [name])).toBe(false));

test("over https the cookies have other names", () => {
  const hasCookie = (name: string) => name === "__Secure-next-auth.session-token";
  const asked = { pathname: "/ko", accept: "text/html", hasCookie };
  expect(isSharedPage(asked, "https://air.example")).toBe(false);
});

test("the router's data are not shared", () => expect(asks("/ko", [], "*/*")).toBe(false));

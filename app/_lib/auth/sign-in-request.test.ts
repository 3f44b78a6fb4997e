import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { codeOf } from "@/server/shared/testing/outcome";
import { isCallback, signInRequest } from "./sign-in-request";

test.each(["/", "/ko/trips?a=b", "http://localhost:3000/ko", "https://evil.example/"])(
  "%s is an address",
  (address) => expect(isCallback(address)).toBe(true),
);
test.each(["10", "", "http://", "javascript:alert(1)", "ko/trips", "mailto:a@b"])(
  "%j is not a callback address",
  (address) => expect(isCallback(address)).toBe(false),
);

const at = (query: string) => `http://localhost:3000/api/auth/callback/credentials${query}`;
const post = (body: string, type = "application/json") =>
  signInRequest(new NextRequest(at(""), { method: "POST", body, headers: { "content-type": type } }));
const fieldsOf = async (request: NextRequest) =>
  Object.fromEntries(new URLSearchParams(await request.text()));

test("an invalid callback address counts as not sent, in the query and in the body", async () => {
  const kept = async (query: string) => (await signInRequest(new NextRequest(at(query)))).nextUrl.search;
  expect([await kept("?callbackUrl=10&x=1"), await kept("?callbackUrl=%2Fko")]).toEqual([
    "?x=1",
    "?callbackUrl=%2Fko",
  ]);
  expect(await fieldsOf(await post('{"callbackUrl":"10","email":"a"}'))).toEqual({ email: "a" });
});

test("fields that are not text, and bodies that are not JSON, count as not sent", async () => {
  expect(await fieldsOf(await post('{"csrfToken":{},"email":["x"],"password":"p"}'))).toEqual({
    password: "p",
  });
  for (const body of ["junk", "null", "5", ""]) expect(await fieldsOf(await post(body))).toEqual({});
  expect(await fieldsOf(await post("email=a%40b&json=true", "application/x-www-form-urlencoded"))).toEqual({
    email: "a@b",
    json: "true",
  });
});

test("a body that is too long is refused", async () => {
  expect(await codeOf(post("x".repeat(17_000)))).toBe("TOO_LARGE");
});

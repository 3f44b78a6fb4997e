import { expect, test } from "vitest";
import { isReadableAddress } from "./address";

test.each([
  "/",
  "/ko/%EC%A0%9C%EC%A3%BC",
  "/api/v1/fares?from=GMP",
  "/ko?q=%EC%84%9C&r=100%",
  "/ko?q=%E0%A4%A",
])("%s can be read", (address) => expect(isReadableAddress(address)).toBe(true));

test.each([
  "/api/%E0%A4%A",
  "/_next/%",
  "/foo.%ff",
  "/ko/a%00b",
  "/ko?q=%00",
  "/ko?a=1&b=x%00",
  `/ko?q=${"x".repeat(5_000)}`,
])("%.40s cannot", (address) => expect(isReadableAddress(address)).toBe(false));

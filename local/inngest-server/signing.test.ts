import { expect, it } from "vitest";
import { hashSigningKey, isSigningKey, sameSecret, signatureOf } from "./signing";

const KEY = "00112233445566778899aabbccddeeff";

it("hashes the key's bytes and keeps its prefix", () => {
  const hash = "a8faed6abbf35c12a4b26e40f6feb19d736d90045c83b9f9a31f638d323e6811";
  expect(hashSigningKey(KEY)).toBe(hash);
  expect(hashSigningKey(`signkey-prod-${KEY}`)).toBe(`signkey-prod-${hash}`);
});

it("signs body and time with the key's text, whatever its prefix", () => {
  const signature = signatureOf('{"a":1}', KEY, 1_700_000_000);
  expect(signature).toMatch(/^t=1700000000&s=[0-9a-f]{64}$/);
  expect(signatureOf('{"a":1}', `signkey-test-${KEY}`, 1_700_000_000)).toBe(signature);
  expect(signatureOf('{"a":2}', KEY, 1_700_000_000)).not.toBe(signature);
  const later = signatureOf('{"a":1}', KEY, 1_700_000_001);
  expect(later.split("&")[1]).not.toBe(signature.split("&")[1]);
});

it("knows a usable key", () => {
  expect(isSigningKey(KEY)).toBe(true);
  expect(isSigningKey(`signkey-prod-${KEY}`)).toBe(true);
  expect(isSigningKey("abc")).toBe(false);
  expect(isSigningKey("zz112233445566778899aabbccddeeff")).toBe(false);
});

it("compares secrets of any lengths", () => {
  expect(sameSecret("abc", "abc")).toBe(true);
  expect(sameSecret("abc", "abcd")).toBe(false);
  expect(sameSecret("", "abc")).toBe(false);
});

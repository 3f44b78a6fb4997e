import { expect, test } from "vitest";
import { readEnv } from "@/server/shared/env";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";
import { oauthProviderIds, verifiedEmail } from "./oauth-providers";

test.each([
  ["google", { email: "a@example.com", email_verified: true }, "a@example.com"],
  ["google", { email: "a@example.com" }, null],
  ["google", { email: "a@example.com", email_verified: "true" }, null],
  [
    "kakao",
    { kakao_account: { email: "a@example.com", is_email_valid: true, is_email_verified: true } },
    "a@example.com",
  ],
  [
    "kakao",
    { kakao_account: { email: "a@example.com", is_email_valid: true, is_email_verified: false } },
    null,
  ],
  ["kakao", { kakao_account: { email: "a@example.com", is_email_verified: true } }, null],
  ["naver", { response: { email: "minji@naver.com" } }, "minji@naver.com"],
  ["naver", { response: { email: "victim@example.com" } }, null],
  ["naver", {}, null],
  ["other", { email: "a@example.com", email_verified: true }, null],
  ["google", undefined, null],
])("%s with the profile %j has verified %s", (provider, profile, email) =>
  expect(verifiedEmail(provider, profile)).toBe(email),
);

test("a provider is offered once its id and secret are both set", () => {
  const base = { ...TEST_ENVIRONMENT, DATABASE_URL: "postgres://localhost/msa" };
  expect(oauthProviderIds(readEnv(base))).toEqual([]);
  const some = {
    GOOGLE_CLIENT_ID: "g",
    GOOGLE_CLIENT_SECRET: "s",
    KAKAO_CLIENT_ID: "k",
    NAVER_CLIENT_ID: "n",
    NAVER_CLIENT_SECRET: "s",
  };
  expect(oauthProviderIds(readEnv({ ...base, ...some }))).toEqual(["naver", "google"]);
});

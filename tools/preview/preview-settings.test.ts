import { expect, test } from "vitest";
import { SecretText } from "@/tools/deploy/secret-text";
import { readPreviewSettings, siteVariables } from "./preview-settings";

const good = {
  GITHUB_TOKEN: "ghs_token-of-the-run",
  NEON_API_KEY: "napi_key-of-the-previews",
  NEON_PROJECT_ID: "quiet-sea-123",
  VERCEL_TOKEN: "vercel-token-of-the-team",
  VERCEL_ORG_ID: "team_air",
  VERCEL_PROJECT_ID: "prj_air",
  PREVIEW_STRIPE_SECRET_KEY: "sk_test_of_the_previews",
  PREVIEW_INNGEST_EVENT_KEY: "event-key-of-the-branches",
  PREVIEW_INNGEST_SIGNING_KEY: "signkey-branch-0123456789abcdef",
  PREVIEW_SMTP_URL: "smtp://mailer:password-of-mail@127.0.0.1:2525",
  PREVIEW_SECRET: "a-secret-of-all-previews-0123456789",
  PREVIEW_DEMO_PASSWORD: "password-of-the-demo",
};
const read = (changes: Record<string, string>) =>
  readPreviewSettings({ ...good, ...changes }, new SecretText());

test.each(["sk_live_51abcdef", "rk_live_51abcdef", "pk_test_51abcdef", "whsec_51abcdef"])(
  "the Stripe key %s is refused without being repeated",
  (key) => {
    const attempt = () => read({ PREVIEW_STRIPE_SECRET_KEY: key });
    expect(attempt).toThrow(/PREVIEW_STRIPE_SECRET_KEY: is not a test key of Stripe/);
    expect(attempt).not.toThrow(key);
  },
);

test("the production's signing key of Inngest is refused", () => {
  expect(() => read({ PREVIEW_INNGEST_SIGNING_KEY: "signkey-prod-0123456789abcdef" })).toThrow(
    /PREVIEW_INNGEST_SIGNING_KEY: is not the signing key of branch environments/,
  );
});

test("each setting that is missing is named", () => {
  expect(() => read({ NEON_API_KEY: "", PREVIEW_DEMO_PASSWORD: "" })).toThrow(
    /NEON_API_KEY:[^\n]*\n {2}PREVIEW_DEMO_PASSWORD:/,
  );
});

test("every secret setting is known as a secret, also when the settings are refused", () => {
  const secrets = new SecretText();
  expect(() =>
    readPreviewSettings({ ...good, PREVIEW_STRIPE_SECRET_KEY: "sk_live_51abcdef" }, secrets),
  ).toThrow();
  const hidden = Object.entries({ ...good, PREVIEW_STRIPE_SECRET_KEY: "sk_live_51abcdef" })
    .filter(([, value]) => secrets.without(value) === "***")
    .map(([name]) => name);
  expect(hidden).toEqual(Object.keys(good).filter((name) => !/_(PROJECT|ORG)_ID$/.test(name)));
  expect(secrets.without("smtp login with password-of-mail")).toBe("smtp login with ***");
});

test("two pull requests share no key of their sessions, two pushes of one do", () => {
  const settings = read({});
  const variables = (number: number, commit: string) =>
    siteVariables(settings, { number, branch: "b", commit, repository: "owner/air" }, "h.vercel.app", {
      pooled: "postgres://a",
      direct: "postgres://b",
    });
  expect(variables(1, "x").NEXTAUTH_SECRET).toBe(variables(1, "y").NEXTAUTH_SECRET);
  expect(variables(1, "x").NEXTAUTH_SECRET).not.toBe(variables(2, "x").NEXTAUTH_SECRET);
  expect(variables(1, "x").STRIPE_WEBHOOK_SECRET).not.toBe(`whsec_${variables(1, "x").NEXTAUTH_SECRET}`);
});

import { createHmac } from "node:crypto";
import { z } from "zod";
import { readEnvironment } from "@/db/env";
import type { Environment } from "@/tools/deploy/run-program";
import type { SecretText } from "@/tools/deploy/secret-text";
import type { PullRequest } from "./pull-request";

const filled = z.string().min(1);

/** What tidying up needs. */
const cloudShape = {
  GITHUB_TOKEN: filled,
  NEON_API_KEY: filled,
  NEON_PROJECT_ID: filled,
  VERCEL_TOKEN: filled,
  VERCEL_ORG_ID: filled,
  VERCEL_PROJECT_ID: filled,
  /** The first part of each preview's host, unique at Vercel: `<site>-pr-12.vercel.app`. */
  PREVIEW_SITE: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default("msa-air"),
  /** A domain of the Vercel team, if previews are not to be below vercel.app. */
  PREVIEW_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]+$/)
    .default("vercel.app"),
  /** The addresses of the services, set only where stand-ins replace them. */
  NEON_API_URL: z.url().default("https://console.neon.tech/api/v2"),
  VERCEL_API_URL: z.url().optional(),
  GITHUB_API_URL: z.url().default("https://api.github.com"),
  /** Links to the log of the run. */
  GITHUB_SERVER_URL: z.url().default("https://github.com"),
  GITHUB_RUN_ID: filled.optional(),
};

/** What a preview's site runs with. Real money and the airline's own events are out of reach by the form of the keys. */
const siteShape = {
  PREVIEW_STRIPE_SECRET_KEY: z
    .string()
    .regex(
      /^(sk|rk)_test_\w+/,
      "is not a test key of Stripe (sk_test_… or rk_test_…): a preview must never move money",
    ),
  PREVIEW_STRIPE_WEBHOOK_SECRET: z.string().startsWith("whsec_").optional(),
  PREVIEW_INNGEST_EVENT_KEY: filled,
  PREVIEW_INNGEST_SIGNING_KEY: z
    .string()
    .regex(/^signkey-(?!prod)\w+-/, "is not the signing key of branch environments (signkey-branch-…)"),
  PREVIEW_SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  /** Keys of all previews are derived from this one. */
  PREVIEW_SECRET: z.string().min(32),
  /** The password of the demo accounts. The one in the source is public. */
  PREVIEW_DEMO_PASSWORD: z.string().min(12),
  PREVIEW_SEED_DAYS: z.coerce.number().int().min(1).max(60).default(14),
  NEON_DATABASE: filled.default("neondb"),
  NEON_ROLE: filled.default("neondb_owner"),
  /** Days after the last push until Neon deletes a branch that nobody closed. */
  PREVIEW_DAYS: z.coerce.number().int().min(1).max(30).default(14),
  /** Opens a site that Vercel protects; its check of a fresh deployment needs it then. */
  VERCEL_AUTOMATION_BYPASS_SECRET: filled.optional(),
};

const cloudSchema = z.object(cloudShape);
const previewSchema = z.object({ ...cloudShape, ...siteShape });

export type CloudSettings = z.output<typeof cloudSchema>;
export type PreviewSettings = z.output<typeof previewSchema>;

const PUBLIC =
  /^(PREVIEW_(SITE|DOMAIN|SEED_DAYS|DAYS)|NEON_(DATABASE|ROLE|API_URL|PROJECT_ID)|VERCEL_(API_URL|ORG_ID|PROJECT_ID)|GITHUB_(API_URL|SERVER_URL|RUN_ID))$/;

/** Reads the settings, and tells `secrets` which of them are secret. @throws Error that names what is missing or not allowed. */
export const readPreviewSettings = (env: Environment, secrets: SecretText): PreviewSettings =>
  hiding(env, secrets, previewSchema);

/** The settings that closing previews needs. @throws as `readPreviewSettings`. */
export const readCloudSettings = (env: Environment, secrets: SecretText): CloudSettings =>
  hiding(env, secrets, cloudSchema);

function hiding<S extends z.ZodObject>(env: Environment, secrets: SecretText, schema: S): z.output<S> {
  // Before they are checked: an error may repeat a value.
  for (const name of Object.keys(schema.shape)) if (!PUBLIC.test(name)) secrets.add(env[name]);
  return readEnvironment(schema, env);
}

/** The variables of one preview's site. @param database Neon's two addresses of the pull request's branch. */
export function siteVariables(
  settings: PreviewSettings,
  pullRequest: PullRequest,
  host: string,
  database: { pooled: string; direct: string },
): Record<string, string> {
  const url = `https://${host}`;
  // A session of one preview opens no other one, and a push ends no session.
  const derived = (purpose: string) =>
    createHmac("sha256", settings.PREVIEW_SECRET)
      .update(`${purpose} ${pullRequest.number}`)
      .digest("base64url");
  return {
    DATABASE_URL: database.pooled,
    DATABASE_URL_UNPOOLED: database.direct,
    DATABASE_POOL_SIZE: "4",
    APP_URL: url,
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: derived("sign-in"),
    DATA_KEY: derived("data"),
    INNGEST_SERVE_ORIGIN: url,
    INNGEST_ENV: pullRequest.branch,
    INNGEST_EVENT_KEY: settings.PREVIEW_INNGEST_EVENT_KEY,
    INNGEST_SIGNING_KEY: settings.PREVIEW_INNGEST_SIGNING_KEY,
    STRIPE_SECRET_KEY: settings.PREVIEW_STRIPE_SECRET_KEY,
    // Without an endpoint at Stripe nobody sends notices; the return page and the reconciliation ask instead.
    STRIPE_WEBHOOK_SECRET: settings.PREVIEW_STRIPE_WEBHOOK_SECRET ?? `whsec_${derived("webhook")}`,
    SMTP_URL: settings.PREVIEW_SMTP_URL,
    // A preview sells nothing: it shows example data, and says so.
    BUSINESS_EXAMPLE: "true",
    MAIL_FROM: `MSA Air preview ${pullRequest.number} <no-reply@${host}>`,
  };
}

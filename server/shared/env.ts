import { z } from "zod";
import { databaseShape, readEnvironment } from "@/db/env";
import { businessShape, missingBusiness } from "./business-env";
import { operationShape } from "./operation-env";

const weak = /^(secret|changeme|change-me|password|test|development)/i;
const secret = (minLength: number) =>
  z
    .string()
    .min(minLength)
    .refine((v) => !weak.test(v) && new Set(v).size > 7, "is too weak");
const filled = z.string().min(1);
const optional = filled.optional();

/** The level names of pino. */
export const logLevel = z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]);

const days = z.coerce.number().int().min(1).max(36_500);

/** 443, and ports from 1024 on: below are those of mail and other protocols that TLS might be smuggled into. */
const webhookPort = z
  .number()
  .int()
  .max(65_535)
  .refine((port) => port === 443 || port >= 1024);

const cap = z.coerce.number().int().min(1);

const schema = z.object({
  ...databaseShape,
  ...operationShape,
  ...businessShape,
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  LOG_LEVEL: logLevel.optional(),
  APP_URL: z.url(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  NEXTAUTH_SECRET: secret(32),
  /** Encrypts secrets of others that the database keeps (secret-box.ts). */
  DATA_KEY: secret(32),
  /** The key before it, while it is changed: what it sealed is still opened. */
  DATA_KEY_FALLBACK: secret(32).optional(),
  /** The token for /api/metrics. Without it nobody may read them. */
  METRICS_TOKEN: secret(16).optional(),
  INNGEST_BASE_URL: z.url().optional(),
  INNGEST_EVENT_KEY: secret(16),
  INNGEST_SIGNING_KEY: secret(32),
  /** The old signing key while it is changed: calls that are signed with it are still taken. */
  INNGEST_SIGNING_KEY_FALLBACK: secret(32).optional(),
  STRIPE_SECRET_KEY: secret(16),
  STRIPE_WEBHOOK_SECRET: secret(16),
  /** The address of Stripe's API; set only when a stand-in replaces it. */
  STRIPE_API_URL: z.url().optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  MAIL_FROM: filled.default("MSA Air <no-reply@msa-air.example>"),
  /** The number of proxies in front of the site that append to X-Forwarded-For. */
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(1),
  /** How long a process that was asked to end still serves, so that load balancers can stop sending requests to it. */
  SHUTDOWN_PAUSE_MS: z.coerce.number().int().min(0).max(120_000).default(5_000),
  /** Where traces are sent: an OpenTelemetry collector. Without it there are none. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  GOOGLE_CLIENT_ID: optional,
  GOOGLE_CLIENT_SECRET: optional,
  KAKAO_CLIENT_ID: optional,
  KAKAO_CLIENT_SECRET: optional,
  NAVER_CLIENT_ID: optional,
  NAVER_CLIENT_SECRET: optional,
  /** Caps on unpaid holds, for a load test. Without them the policy rows count. */
  MAX_HOLDS_PER_ADDRESS: cap.optional(),
  MAX_HOLDS_PER_HOUR: cap.optional(),
  MAX_UNITS_PER_CONTACT: cap.optional(),
  MAX_UNPROVEN_SHARE_PERCENT: cap.max(100).optional(),
  /** Retention (docs/decisions/0022-retention.md) of events that led to no trip, in days. */
  KEEP_EVENTS_DAYS: days.default(30),
  /** Retention of the events of a trip, in days after its last flight. */
  KEEP_TRIP_EVENTS_DAYS: days.default(365),
  /** Retention of attempts in the step journal, in days. */
  KEEP_ATTEMPTS_DAYS: days.default(90),
  /** The ports that webhooks may go to, with commas between them. The site's network has to let it out to these. */
  WEBHOOKS_PORTS: filled
    .default("443")
    .transform((text) => text.split(",").map(Number))
    .pipe(z.array(webhookPort)),
  /** Webhooks may go to http and to private addresses: on a developer's machine and in tests. */
  WEBHOOKS_ALLOW_PRIVATE: z
    .enum(["true", "false"])
    .default("false")
    .transform((text) => text === "true"),
});

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** A site that others can reach must not call what only its own network can reach, and says who sells. */
const checked = schema.superRefine((found, context) => {
  const isOpen = found.NODE_ENV === "production" && !LOOPBACK.test(new URL(found.APP_URL).hostname);
  if (found.WEBHOOKS_ALLOW_PRIVATE && isOpen)
    context.addIssue({
      code: "custom",
      path: ["WEBHOOKS_ALLOW_PRIVATE"],
      message: "is only for a site whose APP_URL is this machine",
    });
  for (const name of isOpen ? missingBusiness(found) : [])
    context.addIssue({
      code: "custom",
      path: [name],
      message:
        "is required: the foot of every page says who sells (BUSINESS_EXAMPLE=true: a preview with example data)",
    });
});

export type Env = z.output<typeof schema>;

/**
 * Reads the environment.
 *
 * @throws Error that names each variable that is missing, malformed or too weak.
 */
export const readEnv = (source: Record<string, string | undefined>): Env => readEnvironment(checked, source);

let cached: Env | undefined;

/** The environment of the process, checked once. @throws Error as `readEnv` does. */
export function env(): Env {
  cached ??= readEnv(process.env);
  return cached;
}

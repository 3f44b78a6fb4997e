import { z } from "zod";

const weak = /^(secret|changeme|change-me|password|test|development)/i;
const secret = (minLength: number) =>
  z
    .string()
    .min(minLength)
    .refine((v) => !weak.test(v) && new Set(v).size > 7, "is too weak");
const filled = z.string().min(1);
const optional = filled.optional();

/** pino's names. */
export const logLevel = z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]);

/** How this process talks to its database, URL aside: what scripts need that need nothing else. */
const databaseSchema = z.object({
  /** Connections of one process: replicas × pool must fit the server. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(1_000).default(8),
  /** host:port of a WebSocket proxy that takes the place of Neon's. */
  NEON_WS_PROXY: z
    .string()
    .regex(/^[^\s/]+:\d{1,5}$/, "is not host:port")
    .optional(),
});

const days = z.coerce.number().int().min(1).max(36_500);

const cap = z.coerce.number().int().min(1);

const schema = z.object({
  ...databaseSchema.shape,
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  LOG_LEVEL: logLevel.optional(),
  APP_URL: z.url(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  NEXTAUTH_SECRET: secret(32),
  /** Who may read /api/metrics; without it nobody may. */
  METRICS_TOKEN: secret(16).optional(),
  INNGEST_BASE_URL: z.url().optional(),
  INNGEST_EVENT_KEY: secret(16),
  INNGEST_SIGNING_KEY: secret(32),
  STRIPE_SECRET_KEY: secret(16),
  STRIPE_WEBHOOK_SECRET: secret(16),
  /** Where Stripe's API is; only set when a stand-in takes its place. */
  STRIPE_API_URL: z.url().optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  MAIL_FROM: filled.default("MSA Air <no-reply@msa-air.example>"),
  /** How many proxies stand in front of the site, each appending to X-Forwarded-For; 0: none. */
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(1),
  /** How long a process that was asked to end goes on serving, so that no more requests are sent to it. */
  SHUTDOWN_PAUSE_MS: z.coerce.number().int().min(0).max(120_000).default(5_000),
  GOOGLE_CLIENT_ID: optional,
  GOOGLE_CLIENT_SECRET: optional,
  KAKAO_CLIENT_ID: optional,
  KAKAO_CLIENT_SECRET: optional,
  NAVER_CLIENT_ID: optional,
  NAVER_CLIENT_SECRET: optional,
  /** Overrides of the caps on unpaid holds, for a load test; otherwise their policy rows count. */
  MAX_HOLDS_PER_ADDRESS: cap.optional(),
  MAX_HOLDS_PER_HOUR: cap.optional(),
  MAX_UNITS_PER_CONTACT: cap.optional(),
  MAX_UNPROVEN_SHARE_PERCENT: cap.max(100).optional(),
  /** Retention (docs/decisions/0022-retention.md): of events that no trip came of. */
  KEEP_EVENTS_DAYS: days.default(30),
  /** Of the events of a trip, after its last flight has left. */
  KEEP_TRIP_EVENTS_DAYS: days.default(365),
  /** Of attempts in the step journal. */
  KEEP_ATTEMPTS_DAYS: days.default(90),
});

export type Env = z.output<typeof schema>;

/**
 * Reads the environment.
 *
 * @throws Error that names each variable that is missing, malformed or too weak.
 */
export const readEnv = (source: Source): Env => read(schema, source);

/** The part that a script needs for its database alone. @throws Error as `readEnv` does. */
export const databaseEnv = (source: Source = process.env) => read(databaseSchema, source);

type Source = Record<string, string | undefined>;

function read<S extends z.ZodType>(wanted: S, source: Source): z.output<S> {
  // An empty variable is an absent one: that is how platforms unset them.
  const present = Object.fromEntries(Object.entries(source).filter(([, v]) => v !== ""));
  const result = wanted.safeParse(present);
  if (result.success) return result.data;
  const lines = result.error.issues.map((i) => `  ${i.path.join(".")}: ${i.message}`);
  throw new Error(`The environment is not fit to run MSA Air:\n${lines.join("\n")}`);
}

let cached: Env | undefined;

/** The process's environment, checked once. */
export function env(): Env {
  cached ??= readEnv(process.env);
  return cached;
}

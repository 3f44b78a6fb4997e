import type { Secrets } from "./secrets";

/** Which services are real, by environment variables; stand-ins take the place of the others. */
export interface RealServices {
  database: boolean;
  inngest: boolean;
  payments: boolean;
  mail: boolean;
}

type Environment = Record<string, string | undefined>;

/** Variables that decide or describe an outside service; never inherited by accident. */
export const SERVICE_VARIABLES = [
  ...["DATABASE_URL", "INNGEST_BASE_URL", "INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY", "INNGEST_DEV"],
  "INNGEST_SIGNING_KEY_FALLBACK",
  ...["INNGEST_SERVE_ORIGIN", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "STRIPE_API_URL", "SMTP_URL"],
  ...["APP_URL", "NEXTAUTH_URL", "NEXTAUTH_SECRET", "MAIL_FROM", "NEON_WS_PROXY"],
  ...["DATA_KEY", "DATA_KEY_FALLBACK"],
  ...["DATABASE_URL_UNPOOLED", "DATABASE_PREPARED_STATEMENTS"],
];

/**
 * Reads which services are real. Throws when one is given in part, and names what is missing: a real key with a
 * stand-in would lose money or mails.
 */
export function detectServices(env: Environment): RealServices {
  const inngest = Boolean(env.INNGEST_BASE_URL || env.INNGEST_EVENT_KEY || env.INNGEST_SIGNING_KEY);
  if (inngest) require(env, "INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY");
  const payments = Boolean(env.STRIPE_SECRET_KEY || env.STRIPE_WEBHOOK_SECRET);
  if (payments) require(env, "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET");
  return { database: Boolean(env.DATABASE_URL), inngest, payments, mail: Boolean(env.SMTP_URL) };
}

function require(env: Environment, ...names: string[]): void {
  const missing = names.filter((name) => !env[name]);
  if (missing.length) throw new Error(`${missing.join(" and ")} must be set together with what was given`);
}

export interface Ports {
  app: number;
  postgres: number;
  inngest: number;
  gateway: number;
  mailbox: number;
  smtp: number;
}

/** Ports that are tried first; each may be wanted elsewhere by its environment variable. */
export function wantedPorts(env: Environment): Ports {
  const port = (name: string, fallback: number) => {
    const value = Number(env[name] || fallback);
    if (!Number.isInteger(value) || value < 1 || value > 65_535)
      throw new Error(`${name} is not a port: ${env[name]}`);
    return value;
  };
  return {
    app: port("PORT", 3000),
    postgres: port("MSA_POSTGRES_PORT", 54_329),
    inngest: port("MSA_INNGEST_PORT", 8288),
    gateway: port("MSA_GATEWAY_PORT", 12_111),
    mailbox: port("MSA_MAILBOX_PORT", 8025),
    smtp: port("MSA_SMTP_PORT", 1025),
  };
}

/** The variables that all parts share, without DATABASE_URL: real values where given, the stand-ins' otherwise. */
export function serviceEnvironment(
  given: Environment,
  real: RealServices,
  ports: Ports,
  secrets: Secrets,
): Record<string, string> {
  const appUrl = given.APP_URL || `http://localhost:${ports.app}`;
  const inngest = real.inngest
    ? pick(given, "INNGEST_BASE_URL", "INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY")
    : {
        ...pick(secrets, "INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY"),
        INNGEST_BASE_URL: loopback(ports.inngest),
      };
  const payments = real.payments
    ? pick(given, "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "STRIPE_API_URL")
    : {
        ...pick(secrets, "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"),
        STRIPE_API_URL: loopback(ports.gateway),
      };
  return {
    APP_URL: appUrl,
    NEXTAUTH_URL: given.NEXTAUTH_URL || appUrl,
    NEXTAUTH_SECRET: given.NEXTAUTH_SECRET || secrets.NEXTAUTH_SECRET,
    DATA_KEY: given.DATA_KEY || secrets.DATA_KEY,
    ...pick(given, "DATA_KEY_FALLBACK"),
    INNGEST_SERVE_ORIGIN: given.INNGEST_SERVE_ORIGIN || appUrl,
    ...inngest,
    ...payments,
    SMTP_URL: given.SMTP_URL || `smtp://127.0.0.1:${ports.smtp}`,
    MAIL_FROM: given.MAIL_FROM || "MSA Air <no-reply@msa-air.example>",
    ...pick(given, "NEON_WS_PROXY"),
    ...(real.database ? pick(given, "DATABASE_URL_UNPOOLED", "DATABASE_PREPARED_STATEMENTS") : {}),
  };
}

const loopback = (port: number) => `http://127.0.0.1:${port}`;

function pick(from: object, ...names: string[]): Record<string, string> {
  const values = from as Record<string, string | undefined>;
  return Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, values[name] as string]] : [])));
}

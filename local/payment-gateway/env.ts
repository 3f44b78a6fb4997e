import path from "node:path";
import { z } from "zod";

const port = (preset: number) => z.coerce.number().int().min(0).max(65_535).default(preset);
const milliseconds = (preset: number) => z.coerce.number().int().min(0).default(preset);

const schema = z.object({
  MSA_GATEWAY_PORT: port(12_111),
  MSA_DATA_DIR: z.string().min(1).default(".data"),
  STRIPE_SECRET_KEY: z.string().min(1),
  STRIPE_WEBHOOK_SECRET: z.string().min(1),
  MSA_GATEWAY_WEBHOOK_URL: z.url().optional(),
  MSA_GATEWAY_PUBLIC_URL: z.url().optional(),
  MSA_GATEWAY_SLOW_MS: milliseconds(5_000),
  MSA_GATEWAY_LOST_MS: milliseconds(180_000),
  MSA_GATEWAY_LATE_MS: milliseconds(1_800_000),
  MSA_GATEWAY_MIN_EXPIRY_SECONDS: z.coerce.number().int().min(0).default(1_800),
});

export type GatewayConfig = {
  port: number;
  folder: string;
  secretKey: string;
  webhookSecret: string;
  /** Where events are posted; without one they wait in the log. */
  webhookUrl: string | undefined;
  /** Origin of the hosted page; undefined means http://localhost:<port>. */
  publicUrl: string | undefined;
  /** How long the issuer of the "slow" cards, and a pending refund, takes to answer. */
  slowMs: number;
  /** How long the first webhook of a payment whose reply was lost is held back. */
  lostMs: number;
  /** When a "late" card is captured at the latest. */
  lateMs: number;
  /** Stripe's lower bound for `expires_at`; tests shorten it. */
  minExpirySeconds: number;
};

/** Reads the gateway's settings; throws an error that names each variable that is missing or wrong. */
export function readConfig(source: NodeJS.ProcessEnv): GatewayConfig {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The payment gateway cannot start:\n  ${problems.join("\n  ")}`);
  }
  const env = parsed.data;
  return {
    port: env.MSA_GATEWAY_PORT,
    folder: path.resolve(env.MSA_DATA_DIR, "payment-gateway"),
    secretKey: env.STRIPE_SECRET_KEY,
    webhookSecret: env.STRIPE_WEBHOOK_SECRET,
    webhookUrl: env.MSA_GATEWAY_WEBHOOK_URL,
    publicUrl: env.MSA_GATEWAY_PUBLIC_URL?.replace(/\/+$/, ""),
    slowMs: env.MSA_GATEWAY_SLOW_MS,
    lostMs: env.MSA_GATEWAY_LOST_MS,
    lateMs: env.MSA_GATEWAY_LATE_MS,
    minExpirySeconds: env.MSA_GATEWAY_MIN_EXPIRY_SECONDS,
  };
}

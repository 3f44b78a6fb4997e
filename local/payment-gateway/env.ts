import path from "node:path";
import { z } from "zod";
import { dataDir, host, port, readSettings } from "@/local/shared/settings";

const milliseconds = (preset: number) => z.coerce.number().int().min(0).default(preset);

const schema = z
  .object({
    MSA_GATEWAY_PORT: port(12_111),
    MSA_GATEWAY_HOST: host,
    MSA_DATA_DIR: dataDir,
    STRIPE_SECRET_KEY: z.string().min(1),
    STRIPE_WEBHOOK_SECRET: z.string().min(1),
    MSA_GATEWAY_WEBHOOK_URL: z.url().optional(),
    MSA_GATEWAY_PUBLIC_URL: z.url().optional(),
    MSA_GATEWAY_SLOW_MS: milliseconds(5_000),
    MSA_GATEWAY_LOST_MS: milliseconds(180_000),
    MSA_GATEWAY_LATE_MS: milliseconds(1_800_000),
    MSA_GATEWAY_MIN_EXPIRY_SECONDS: z.coerce.number().int().min(0).default(1_800),
  })
  .transform((env) => ({
    port: env.MSA_GATEWAY_PORT,
    /** The address to listen on: this machine alone, or 0.0.0.0 in a container. */
    host: env.MSA_GATEWAY_HOST,
    folder: path.resolve(env.MSA_DATA_DIR, "payment-gateway"),
    secretKey: env.STRIPE_SECRET_KEY,
    webhookSecret: env.STRIPE_WEBHOOK_SECRET,
    /** Where events are posted; without one they wait in the journal. */
    webhookUrl: env.MSA_GATEWAY_WEBHOOK_URL,
    /** Origin of the hosted page; undefined means http://localhost:<port>. */
    publicUrl: env.MSA_GATEWAY_PUBLIC_URL?.replace(/\/+$/, ""),
    /** How long the bank behind the "slow" cards, or behind a pending refund, takes to answer. */
    slowMs: env.MSA_GATEWAY_SLOW_MS,
    /** How long the first webhook of a payment whose reply was lost is held back. */
    lostMs: env.MSA_GATEWAY_LOST_MS,
    /** When a "late" card is captured at the latest. */
    lateMs: env.MSA_GATEWAY_LATE_MS,
    /** Stripe's lower bound for `expires_at`; tests shorten it. */
    minExpirySeconds: env.MSA_GATEWAY_MIN_EXPIRY_SECONDS,
  }));

export type GatewayConfig = z.output<typeof schema>;

/** Reads the gateway's settings; throws an error that names each variable that is missing or wrong. */
export const readConfig = (source: NodeJS.ProcessEnv): GatewayConfig =>
  readSettings("payment gateway", schema, source);

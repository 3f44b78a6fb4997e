import { REAL_BACKOFF_JITTER_MS, REAL_BACKOFF_MS } from "./real-limits";

/** kind: nothing acknowledged is lost, and retries are soon. harsh: as the official server where it hurts. */
export type Mode = "kind" | "harsh";

export interface ServerOptions {
  databaseUrl: string;
  /** PostgreSQL schema of the server's state. */
  schema: string;
  /** 0: any free port. Always bound to 127.0.0.1. */
  port: number;
  mode: Mode;
  eventKey: string;
  signingKey: string;
  /** Full serve URLs, such as http://localhost:3000/api/inngest. */
  appUrls: string[];
  /** Delay before each retry; the last one repeats. */
  backoffMs: number[];
  /** A random time up to this is added to each of these delays. */
  backoffJitterMs: number;
  /** How long an acknowledged event may be in memory alone (harsh mode only). */
  queueMs: number;
  /** Calls to the apps at the same time. */
  workers: number;
  /** How long after a server's death its calls are made again. */
  leaseMs: number;
  /** Longest time until due work is noticed when nothing has announced it. */
  pollMs: number;
  /** Time between two syncs of an app that answers. */
  syncMs: number;
  /** How long a stop waits for calls to end. */
  stopMs: number;
  /** Calls without an answer of the SDK after which a run fails; refused connections do not count (kind mode). */
  maxDrops: number;
  log: (line: string) => void;
}

export const DEFAULTS = {
  schema: "inngest_server",
  mode: "kind" as Mode,
  backoffMs: [500, 1_000, 2_000, 5_000, 10_000, 30_000],
  backoffJitterMs: 0,
  queueMs: 50,
  workers: 16,
  leaseMs: 10_000,
  pollMs: 500,
  syncMs: 5_000,
  stopMs: 5_000,
  maxDrops: 25,
} satisfies Partial<ServerOptions>;

/** The default options of a mode. */
export function defaultsOf(mode: Mode): typeof DEFAULTS {
  if (mode === "kind") return DEFAULTS;
  return { ...DEFAULTS, mode, backoffMs: REAL_BACKOFF_MS, backoffJitterMs: REAL_BACKOFF_JITTER_MS };
}

/** Delay before the try after `failures` earlier ones, counted from 0. */
export function backoff(
  { backoffMs, backoffJitterMs }: Pick<ServerOptions, "backoffMs" | "backoffJitterMs">,
  failures: number,
): number {
  const delayMs = backoffMs[Math.min(failures, backoffMs.length - 1)] ?? 0;
  return delayMs + Math.floor(Math.random() * backoffJitterMs);
}

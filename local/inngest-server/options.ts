export interface ServerOptions {
  databaseUrl: string;
  /** PostgreSQL schema of the server's state. */
  schema: string;
  /** 0: any free port. Always bound to 127.0.0.1. */
  port: number;
  eventKey: string;
  signingKey: string;
  /** Full serve URLs, such as http://localhost:3000/api/inngest. */
  appUrls: string[];
  /** Delay before each retry; the last one repeats. */
  backoffMs: number[];
  /** Calls to the apps at the same time. */
  workers: number;
  /** How long a dead server's calls are left alone before they are made again. */
  leaseMs: number;
  /** Longest time until due work is noticed that nothing announced. */
  pollMs: number;
  /** Between two syncs of an app that answers. */
  syncMs: number;
  /** How long a stop waits for calls to end. */
  stopMs: number;
  /** Calls without an answer of the SDK after which a run fails; refused connections do not count. */
  maxDrops: number;
  log: (line: string) => void;
}

export const DEFAULTS = {
  schema: "inngest_server",
  backoffMs: [500, 1_000, 2_000, 5_000, 10_000, 30_000],
  workers: 16,
  leaseMs: 10_000,
  pollMs: 500,
  syncMs: 5_000,
  stopMs: 5_000,
  maxDrops: 25,
} satisfies Partial<ServerOptions>;

/** Delay before the try after `failures` earlier ones, counted from 0. */
export function backoff(table: number[], failures: number): number {
  return table[Math.min(failures, table.length - 1)] ?? 0;
}

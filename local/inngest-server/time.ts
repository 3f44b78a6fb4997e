import { Cron } from "croner";

const UNIT_MS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Nothing waits longer than Inngest lets a sleep last; also keeps PostgreSQL's dates within bounds. */
export const MAX_DELAY_MS = 366 * 86_400_000;

const within = (ms: number) => Math.round(Math.min(Math.max(ms, 0), MAX_DELAY_MS));

/** Milliseconds of a duration as the SDK writes it ("2s", "1h30m"), or null if it is not one. */
export function durationMs(text: string): number | null {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+$/.test(text)) return null;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)) {
    total += Number(amount) * (UNIT_MS[unit ?? ""] ?? 0);
  }
  return within(total);
}

/** Milliseconds from `nowMs` until a sleep ends; its text is a duration or an ISO date. Null: neither. */
export function sleepMs(text: string, nowMs: number): number | null {
  const duration = durationMs(text);
  if (duration !== null) return duration;
  const at = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : within(at - nowMs);
}

/** Milliseconds asked for by a `retry-after` header (seconds or a date), or null without a usable one. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  if (!header) return null;
  if (/^\d+$/.test(header)) return within(Number(header) * 1_000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : within(at - nowMs);
}

/**
 * The next moment of a cron trigger after `after`; UTC unless it starts with `TZ=<zone> `.
 * Throws on an expression that is not five fields or a nickname such as `@daily`.
 */
export function nextCronRun(expression: string, after: Date): Date | null {
  const [, zone = "UTC", pattern = expression] = expression.match(/^TZ=(\S+)\s+(.+)$/) ?? [];
  if (!/^@\w+$/.test(pattern) && pattern.trim().split(/\s+/).length !== 5) {
    throw new Error(`cron "${expression}" needs five fields`);
  }
  return new Cron(pattern, { timezone: zone }).nextRun(after);
}

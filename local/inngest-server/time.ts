import { REAL_LIMITS } from "./real-limits";

const UNIT_MS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** The longest delay that an event's own time can cause; PostgreSQL's dates stay within bounds. */
export const MAX_DELAY_MS = 366 * 86_400_000;

/** Milliseconds of a duration as the SDK writes it ("2s", "1h30m"), or null if it is not one. */
export function durationMs(text: string): number | null {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+$/.test(text)) return null;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)) {
    total += Number(amount) * (UNIT_MS[unit ?? ""] ?? 0);
  }
  return Math.round(total);
}

/** Milliseconds from `nowMs` until a sleep ends; its text is a duration or an ISO date. Null when it is neither. */
export function sleepMs(text: string, nowMs: number): number | null {
  const duration = durationMs(text);
  if (duration !== null) return duration;
  const at = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

/**
 * Milliseconds asked for by a `retry-after` header (seconds or a date), moved between the soonest and the
 * furthest retry; null without a usable one.
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  if (!header || /^0+$/.test(header)) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - nowMs;
  const { min, max } = REAL_LIMITS.retryAfterMs;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, min), max);
}

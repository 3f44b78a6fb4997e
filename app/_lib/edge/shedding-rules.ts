/** Pure rules: which work goes on when a process is saturated, and when it counts as saturated. */

import { siteFiles } from "./robots";

/** How hard a process is pressed. Each level refuses more work than the one before. */
export const PRESSURES = ["none", "saturated", "overwhelmed"] as const;
export type Pressure = (typeof PRESSURES)[number];

type WorkRule = {
  /** The level from which on the work is refused; null when it always goes on. */
  refusedFrom: Exclude<Pressure, "none"> | null;
  /** May use the pool's reserved connections. */
  reserved?: true;
  /** Is not counted against the limits of its address. */
  uncounted?: true;
  /** Comes with a signature. Its route refuses a false one with this status, and that counts against the address. */
  forgedStatus?: 400 | 401;
};

/** The classes of work, the most important first. */
export const WORK = {
  /** Probes and figures: without them an operator is blind, and an orchestrator restarts what is only busy. */
  operation: { refusedFrom: null, reserved: true, uncounted: true },
  /** Payments in progress: the provider's notices, the way back from its page, the state of a payment. */
  payment: { refusedFrom: null, reserved: true },
  /** Signed calls of the payment provider count against no address: all notices come from a few. */
  notice: { refusedFrom: null, reserved: true, uncounted: true, forgedStatus: 400 },
  /** Signed calls of the event engine. What it cannot deliver it sends again, so that refusing would only add load. */
  events: { refusedFrom: null, uncounted: true, forgedStatus: 401 },
  /** Nobody is kept signed in. */
  signOut: { refusedFrom: null },
  /** Files of the build: they cost almost nothing, and the pages of those who go on need them. */
  files: { refusedFrom: null, uncounted: true },
  /** A booking that has its seats, and the airline's staff. */
  booking: { refusedFrom: "overwhelmed" },
  /** Everything else: searches, lists, sign-in, new bookings. */
  other: { refusedFrom: "saturated" },
} as const satisfies Record<string, WorkRule>;

export type WorkClass = keyof typeof WORK;

export const ruleOf = (work: WorkClass): WorkRule => WORK[work];

type Asked = { method: string; path: string; isSigned: boolean };

const UUID = "[0-9a-f-]{36}";
const LOCATOR = "[A-Z0-9]{6}";
const paymentState = new RegExp(
  `^/api/(?:(?:pages|v1)/reservations/${UUID}/payment|pages/reservations/${UUID}/change-payment|v1/reservations/${UUID}/changes/${UUID}/payment)$`,
);
const wayBack = new RegExp(`^/[a-z]{2}/(?:book/${UUID}|trips/${LOCATOR}/change)/result$`);
const bookingInProgress = new RegExp(
  `^(?:/[a-z]{2}/(?:book/${UUID}|admin)(?:/|$)|/api/(?:v1|pages)/(?:reservations/${UUID}|admin)(?:/|$))`,
);
const files = new Set<string>(siteFiles);
const operations = new Set(["live", "ready", "startup"].map((probe) => `/api/health/${probe}`));
operations.add("/api/metrics");

/**
 * The class of a request by its method, its path, and whether it carries the signature header of its kind of call. What is
 * never refused has exact addresses: an invented one leads to the page of what was not found, which is work like any other.
 */
export function workOf({ method, path, isSigned }: Asked): WorkClass {
  if (operations.has(path)) return "operation";
  if (path === "/api/payments/webhook" && isSigned) return "notice";
  if (path === "/api/inngest" && isSigned) return "events";
  if (path === "/api/sign-out") return "signOut";
  if (wayBack.test(path) || (method === "GET" && paymentState.test(path))) return "payment";
  if (path.startsWith("/_next/static/") || files.has(path)) return "files";
  return bookingInProgress.test(path) ? "booking" : "other";
}

/** Whether a process that is pressed so hard refuses this work. */
export function isRefused(work: WorkClass, pressure: Pressure): boolean {
  const { refusedFrom } = ruleOf(work);
  return refusedFrom !== null && PRESSURES.indexOf(pressure) >= PRESSURES.indexOf(refusedFrom);
}

/** One sample: the event loop's longest delay and busy share, the pool's oldest wait and the number of its waiters. */
export type Sample = { loopDelayMs: number; utilization: number; poolWaitMs: number; poolWaiting: number };
export type SheddingLimits = { loopDelayMs: number; poolWaitMs: number; poolWaiting: number };

/** A loop that has time left is not saturated: its delay came from outside, such as a machine that slept. */
const BUSY = 0.9;

/** How much of its limits a process uses, by the fullest: from 1 on it is saturated. */
export const loadOf = (sample: Sample, limits: SheddingLimits): number =>
  Math.max(
    sample.utilization >= BUSY ? sample.loopDelayMs / limits.loopDelayMs : 0,
    sample.poolWaitMs / limits.poolWaitMs,
    sample.poolWaiting / limits.poolWaiting,
  );

/** The loads at which the levels begin. A level ends when the load is below half of that. */
const BEGINS_AT: Record<Pressure, number> = { none: 0, saturated: 1, overwhelmed: 2 };
const ENDS_BELOW = 0.5;
/** How many samples in a row raise or lower the level: a single slow turn refuses nobody, and one gap readmits nobody. */
const RISES_AFTER = 2;
const FALLS_AFTER = 4;

export type PressureState = { pressure: Pressure; higher: number; lower: number };
export const CALM: PressureState = { pressure: "none", higher: 0, lower: 0 };

/** The pressure after one more sample. It rises by as many levels as the load says, and falls one by one. */
export function pressureAfter({ pressure, higher, lower }: PressureState, load: number): PressureState {
  const level = PRESSURES.indexOf(pressure);
  const loadLevel = PRESSURES.findLastIndex((each) => load >= BEGINS_AT[each]);
  if (loadLevel > level)
    return higher + 1 >= RISES_AFTER
      ? { pressure: PRESSURES[loadLevel] as Pressure, higher: 0, lower: 0 }
      : { pressure, higher: higher + 1, lower: 0 };
  if (level === 0 || load >= BEGINS_AT[pressure] * ENDS_BELOW) return { pressure, higher: 0, lower: 0 };
  return lower + 1 >= FALLS_AFTER
    ? { pressure: PRESSURES[level - 1] as Pressure, higher: 0, lower: 0 }
    : { pressure, higher: 0, lower: lower + 1 };
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CALM,
  isRefused,
  loadOf,
  PRESSURES,
  type Pressure,
  pressureAfter,
  ruleOf,
  WORK,
  type WorkClass,
  workOf,
} from "./shedding-rules";

const ID = "0199a8f0-0000-7000-8000-000000000001";
const classes = Object.keys(WORK) as WorkClass[];
const asked = (line: string) => {
  const [method = "", path = "", signed] = line.split(" ");
  return workOf({ method, path, isSigned: signed === "signed" });
};

test.each([
  ["GET /api/health/ready", "operation"],
  ["GET /api/metrics", "operation"],
  ["POST /api/payments/webhook signed", "notice"],
  ["POST /api/payments/webhook", "other"],
  ["POST /api/inngest signed", "events"],
  ["PUT /api/inngest", "other"],
  ["POST /api/sign-out", "signOut"],
  [`GET /ko/book/${ID}/result`, "payment"],
  ["GET /ko/trips/K7M2QX/change/result", "payment"],
  [`GET /api/pages/reservations/${ID}/change-payment`, "payment"],
  [`GET /api/pages/reservations/${ID}/payment`, "payment"],
  [`GET /api/v1/reservations/${ID}/payment`, "payment"],
  [`GET /api/v1/reservations/${ID}/changes/${ID}/payment`, "payment"],
  [`POST /api/v1/reservations/${ID}/payment`, "booking"],
  [`POST /api/v1/reservations/${ID}/changes/${ID}/payment`, "booking"],
  [`PUT /api/v1/reservations/${ID}/passengers`, "booking"],
  [`GET /api/v1/reservations/${ID}/changes/pending`, "booking"],
  ["GET /api/v1/reservations", "other"],
  ["GET /api/v1/offers", "other"],
  [`POST /ko/book/${ID}/passengers`, "booking"],
  [`GET /api/pages/reservations/${ID}/seats`, "booking"],
  ["GET /en/admin/operations", "booking"],
  [`PUT /api/v1/admin/reservations/${ID}/contact`, "booking"],
  ["GET /_next/static/chunks/x.js", "files"],
  ["GET /robots.txt", "files"],
  ["GET /icon.svg", "files"],
  ["GET /invented.png", "other"],
  ["GET /api/health/invented", "other"],
  ["GET /_next/image", "other"],
  ["GET /ko", "other"],
  ["GET /ko/flights", "other"],
  ["POST /api/v1/reservations", "other"],
  ["POST /api/oauth/token", "other"],
  ["GET /.well-known/jwks.json", "other"],
  ["GET /ko/book/../result", "other"],
  ["GET /ko/trips/../change/result", "other"],
  ["GET /ko/trips/K7M2QX/change", "other"],
  ["GET /ko/administrator", "other"],
])("%s is %s", (line, work) => expect(asked(line)).toBe(work));

test("payments in progress, signed calls, probes and the sign-out go on under any pressure", () => {
  const kept = classes.filter((work) => PRESSURES.every((pressure) => !isRefused(work, pressure)));
  expect(kept).toEqual(["operation", "payment", "notice", "events", "signOut", "files"]);
  expect(classes.filter((work) => ruleOf(work).reserved)).toEqual(["operation", "payment", "notice"]);
});

test("whatever is refused under some pressure is refused under more, and nothing without any", () => {
  fc.assert(
    fc.property(fc.constantFrom(...classes), fc.nat({ max: 2 }), fc.nat({ max: 2 }), (work, a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)].map((n) => PRESSURES[n] as Pressure);
      if (isRefused(work, low as Pressure)) expect(isRefused(work, high as Pressure)).toBe(true);
      expect(isRefused(work, "none")).toBe(false);
    }),
  );
});

const limits = { loopDelayMs: 1_000, poolWaitMs: 2_000, poolWaiting: 200 };
const calm = { loopDelayMs: 0, utilization: 0, poolWaitMs: 0, poolWaiting: 0 };

test.each([
  ["the fuller of two counts", { poolWaitMs: 1_000, poolWaiting: 300 }, 1.5],
  ["a wait at its limit is saturated", { poolWaitMs: 2_000 }, 1],
  ["a busy loop that is late counts", { loopDelayMs: 2_000, utilization: 0.95 }, 2],
  ["a loop with time left does not: its machine slept", { loopDelayMs: 60_000, utilization: 0.3 }, 0],
])("%s", (_, sample, load) => expect(loadOf({ ...calm, ...sample }, limits)).toBe(load));

const pressed = (loads: readonly number[]) => loads.reduce(pressureAfter, CALM).pressure;

describe("the pressure", () => {
  test("rises with the second sample in a row, as far as the load says", () => {
    expect([pressed([1]), pressed([1, 0.9, 1]), pressed([1, 1]), pressed([2, 2]), pressed([5, 5])]).toEqual([
      ...["none", "none", "saturated", "overwhelmed", "overwhelmed"],
    ]);
  });

  test("falls by one level with the fourth sample in a row below half of the level's load", () => {
    expect(pressed([1, 1, 0.4, 0.4, 0.4])).toBe("saturated");
    expect(pressed([1, 1, 0.4, 0.4, 0.4, 0.4])).toBe("none");
    expect(pressed([1, 1, 0.4, 0.4, 0.4, 0.5, 0.4])).toBe("saturated");
    expect(pressed([2, 2, 0, 0, 0, 0])).toBe("saturated");
  });

  test("stays between the loads at which it begins and ends", () => {
    expect(pressed([1, 1, ...Array<number>(50).fill(0.6)])).toBe("saturated");
    expect(pressed(Array<number>(50).fill(0.99))).toBe("none");
  });

  test("ends whatever came before, and never jumps down", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { maxLength: 60 }), (loads) => {
        let state = CALM;
        for (const load of loads) {
          const next = pressureAfter(state, load);
          const fall = PRESSURES.indexOf(state.pressure) - PRESSURES.indexOf(next.pressure);
          expect(fall).toBeLessThanOrEqual(1);
          if (fall < 0) expect(load).toBeGreaterThanOrEqual(1);
          state = next;
        }
        expect(Array<number>(8).fill(0).reduce(pressureAfter, state).pressure).toBe("none");
      }),
    );
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { askAgain } from "@/server/waiting-room/domain/pace";
import type { Place, SaleEventStatus } from "@/server/waiting-room/schemas";
import { aheadOf, minutesToWait, refreshSeconds, secondsToAskAgain, waitingStep } from "./waiting-steps";

const status = (more: Partial<SaleEventStatus> = {}): SaleEventStatus => ({
  id: "0192f0c0-0000-7000-8000-000000000001",
  ...{ nameKo: "특가", nameEn: "Sale", state: "OPEN", stayMinutes: 15 },
  now: "2027-03-01T00:10:00.000Z",
  waitsFrom: "2027-02-28T23:30:00.000Z",
  opensAt: "2027-03-01T00:00:00.000Z",
  closesAt: "2027-03-01T06:00:00.000Z",
  ...{ admittedTo: 100, waiting: 900, shoppersPerMinute: 60, seedHash: "hash", seed: "seed" },
  ...{ soldOut: [], allSoldOut: false, askAgain: [...askAgain] },
  ...more,
});
const place = (number: number | null): Place => ({
  ...{ saleEventId: status().id, placeId: status().id, state: "WAITING", number, ahead: null },
  ...{ joinedAt: status().now, expiresAt: null, token: "" },
});

test("the further back, the seldomer one asks; 20,000 who wait ask less than 300 times a second", () => {
  expect([1, 100, 101, 5_000, 19_999].map((ahead) => secondsToAskAgain(askAgain, ahead))).toEqual([
    ...[4, 4, 15, 60, 120],
  ]);
  let perSecond = 0;
  for (let ahead = 0; ahead < 20_000; ahead += 1) perSecond += 1 / secondsToAskAgain(askAgain, ahead);
  expect(perSecond).toBeLessThan(300);
});

test("the estimate is by the pace, and never below one minute", () => {
  expect([minutesToWait(0, 300), minutesToWait(3_001, 300)]).toEqual([1, 11]);
});

test("whose number is up loads the page again at once, others ask again", () => {
  expect(waitingStep(status(), place(100), 0.5)).toEqual({ reload: true, seconds: 0 });
  expect(waitingStep(status(), place(101), 0.5)).toEqual({ reload: false, seconds: 4 });
  expect(aheadOf(status(), place(101))).toBe(0);
  expect(waitingStep(status(), place(1_500), 0.5).seconds).toBe(60);
});

test("after the lottery those without a number come spread over twenty seconds, not all at once", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
      const step = waitingStep(status(), place(null), share);
      expect(step.reload).toBe(true);
      expect(step.seconds).toBeCloseTo(share * 20);
    }),
  );
});

test("before the opening one asks seldom, and then just after it", () => {
  const before = (now: string) => waitingStep(status({ state: "BEFORE", seed: null, now }), place(null), 0);
  expect(before("2027-02-28T23:30:00.000Z")).toEqual({ reload: false, seconds: 90 });
  expect(before("2027-02-28T23:58:00.000Z")).toEqual({ reload: false, seconds: 30 });
  expect(before("2027-02-28T23:59:20.000Z")).toEqual({ reload: false, seconds: 40 });
  expect(before("2027-02-28T23:59:59.000Z")).toEqual({ reload: false, seconds: 3 });
});

test("without JavaScript a page loads itself again every five seconds at most, and not for hours", () => {
  expect(refreshSeconds(status(), place(102))).toBe(5);
  expect(refreshSeconds(status(), place(19_000))).toBeLessThanOrEqual(130);
});

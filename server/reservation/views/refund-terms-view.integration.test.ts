import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { quoteChangeOf, quoteRefundOf } from "@/server/reservation";
import { brandRules, getBooking, refundTerms } from "@/server/reservation/queries";
import { flightOnSale, policies } from "@/server/reservation/testing/fixtures";
import { leavesInMinutes, paidTrip } from "@/server/reservation/testing/flown";

beforeAll(policies);
afterAll(closeDatabase);

const today = new Date().toISOString().slice(0, 10);

describe("the refund terms before payment", () => {
  test("have the start of the no-show fee by scope", async () => {
    const wanted = [false, true].map((international) => ({ brand: "STANDARD", international }));
    const terms = await refundTerms(wanted, today);
    expect(terms.map((t) => t.noShowMinutes)).toEqual([20, 50]);
  });

  test("are the deductions of a later quote, before and after the cut-off", async () => {
    const t = await paidTrip();
    const [{ noShowMinutes = 0, fees } = { fees: [] }] = await refundTerms(
      [{ brand: "STANDARD", international: false }],
      today,
    );
    const told = (days: number) => {
      const row = fees.find((each) => each.minDaysToDeparture <= days);
      return (row?.feeKrw ?? 0) + (80_000 * (row?.farePercent ?? 0)) / 100;
    };
    const deducted = async (minutes: number) => {
      await leavesInMinutes(t.out, minutes);
      return (await quoteRefundOf(t.ctx, t)).deductions.find((d) => d.segmentIndex === 0)?.amount;
    };
    expect(await deducted((noShowMinutes ?? 0) + 1)).toBe(told(0));
    expect(await deducted((noShowMinutes ?? 0) - 1)).toBe(told(-1));
  });
});

test("the change fee that is shown is the one that a quote charges", async () => {
  const { ctx, reservationId } = await paidTrip();
  const [segment] = (await getBooking(ctx, reservationId)).segments;
  const shown = (await brandRules()).find(({ brand }) => brand === "STANDARD");
  expect(segment?.rule.changeFeeKrw).toEqual(shown?.changeFeeKrw);
  const { feeAmount } = await quoteChangeOf(ctx, {
    reservationId,
    flights: [{ segmentId: segment?.id ?? "", flightId: await flightOnSale(), brand: "STANDARD" }],
    overlapConfirmed: true,
  });
  expect(feeAmount).toBe(shown?.changeFeeKrw.DOMESTIC);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cutoffPolicies as cutoffs,
  refundPolicies as policies,
} from "@/server/reservation/domain/policies.fixture";
import { quoteRefund } from "@/server/reservation/domain/refund";
import { flightScopes, priceLineKinds } from "@/server/shared/fare-terms";
import { addMinutes } from "@/server/shared/time";
import { feesOf, withWaiver } from "./fee-rules";

const purchasedAt = "2026-01-01T00:00:00.000Z";
const minutes = (max: number) => fc.integer({ min: 0, max }).map((each) => addMinutes(purchasedAt, each));
const request = fc.record({
  lines: fc.array(
    fc.record({
      kind: fc.constantFrom(...priceLineKinds),
      segmentIndex: fc.integer({ min: 0, max: 1 }),
      passengerIndex: fc.integer({ min: 0, max: 4 }),
      amount: fc.integer({ min: 0, max: 3_000_000 }),
    }),
    { maxLength: 30 },
  ),
  segments: fc.array(
    fc.record({
      scope: fc.constantFrom(...flightScopes),
      brand: fc.constantFrom("SAVER" as const, "STANDARD" as const, "FLEX" as const, "BUSINESS" as const),
      refundable: fc.boolean(),
      departsAt: minutes(500_000),
      originZone: fc.constantFrom("Asia/Seoul", "America/New_York"),
      flightCancelled: fc.boolean(),
      missed: fc.boolean(),
    }),
    { minLength: 2, maxLength: 2 },
  ),
  now: minutes(600_000),
});

describe("a quote that leaves the fees out", () => {
  it("refunds exactly the fees more: all that was paid, but for what was flown", () => {
    fc.assert(
      fc.property(request, (input) => {
        const quote = quoteRefund({ ...input, cause: "CUSTOMER", purchasedAt, policies, cutoffs });
        const waived = withWaiver(quote, true);
        const fees = feesOf(quote.deductions).reduce((sum, { amount }) => sum + amount, 0);
        const flown = quote.deductions
          .filter(({ reason }) => reason === "FLOWN")
          .reduce((sum, { amount }) => sum + amount, 0);
        expect(waived.refundable.amount - quote.refundable.amount).toBe(fees);
        expect(waived.waivedAmount).toBe(fees);
        expect(waived.refundable.amount).toBe(quote.paid.amount - flown);
        expect({ ...waived, refundable: quote.refundable, waiver: [], waivedAmount: 0 }).toEqual(
          withWaiver(quote),
        );
      }),
    );
  });
});

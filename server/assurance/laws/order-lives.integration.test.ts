import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase } from "@/db/client";
import { checkLaws } from "@/server/assurance/check-laws";
import { countOperations } from "@/server/assurance/testing/count-operations";
import { live, type Refusals, somePool } from "@/server/assurance/testing/order-life";
import { certainLives, lives } from "@/server/assurance/testing/order-wishes";
import { settleOrders } from "@/server/assurance/testing/settle-orders";
import { startSmtp, type TestSmtp } from "@/server/notification/testing/smtp";
import { RefundRefused } from "@/server/payment/payment-gateway";
import { policies } from "@/server/reservation/testing/fixtures";

/**
 * Random lives of orders that share a few flights, several at a time: sold in time, late or twice, changed up and down, paid
 * in time, late, twice or not at all, split, cancelled in part and in whole, by the customer and by the airline, flown and
 * missed. After each group of lives all contexts have reacted, nothing is pending, and all laws hold.
 *
 * `ORDER_LIVES` is the number of lives. `npm run lives` lives 10,000 of them, in databases of 500: the laws read a whole
 * database, so that their time grows with its lives.
 */
const LIVES = Number(process.env.ORDER_LIVES ?? 24);
const AT_ONCE = 6;

declare module "vitest" {
  interface TaskMeta {
    /** What happened, and what was refused, with how often. */
    lives?: { count: number; operations: Record<string, number>; refusals: Refusals };
  }
}

const refuses = vi.hoisted(() => ({ next: 0 }));
vi.mock("@/server/payment/stripe-gateway", () => ({
  stripeGateway: {
    refund: async ({ refundId, refusals }: { refundId: string; refusals: number }) => {
      // Each third refund is refused at its first try.
      if (refusals === 0 && refuses.next++ % 3 === 0) throw new RefundRefused("insufficient funds");
      return { providerRefundId: `re_${refundId}_${refusals}`, state: "SUCCEEDED", failure: null };
    },
  },
}));

let smtp: TestSmtp;
beforeAll(async () => {
  smtp = await startSmtp();
  process.env.SMTP_URL = smtp.url;
  await policies();
});
afterAll(async () => {
  await smtp.stop();
  await closeDatabase();
});

test(
  "whatever happens to orders, all laws hold and nothing is pending",
  async ({ task }) => {
    const refusals: Refusals = {};
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(lives, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (group) => {
        const pool = await somePool();
        const ids = (await Promise.all(group.map((each) => live(pool, refusals, each)))).flat();
        await settleOrders(ids);
        smtp.mails.length = 0;
        const reports = await checkLaws();
        expect(reports.flatMap(({ violations }) => violations)).toEqual([]);
        expect(reports.map(({ law, pending }) => [law, pending])).toEqual(reports.map(({ law }) => [law, 0]));
        count += group.length;
      }),
      {
        examples: certainLives.map((each) => [[each]]),
        numRuns: certainLives.length + Math.ceil(LIVES / AT_ONCE),
        endOnFailure: true,
      },
    );
    const operations = await countOperations();
    expect(Object.entries(operations).filter(([, times]) => times === 0)).toEqual([]);
    task.meta.lives = { count, operations, refusals };
  },
  Math.max(120_000, LIVES * 5_000),
);

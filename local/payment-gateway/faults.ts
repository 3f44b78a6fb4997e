import { z } from "zod";
import type { Intent, RefundCourse } from "./model";

/** Faults that tests and the operator switch on; forgotten when the process ends. */
export const faultsSchema = z.strictObject({
  /**
   * fail: 503, nothing done, the key stays free. refuse: 400 balance_insufficient, saved under the key.
   * lost: refunded, but the answer never arrives. pending: `pending`, succeeds after MSA_GATEWAY_SLOW_MS.
   * bounce: `pending`, then `failed` and the money is back. return: `succeeded`, then `failed`.
   */
  refunds: z.enum(["ok", "fail", "refuse", "lost", "pending", "bounce", "return"]),
  /** down: the connection is cut. slow: the call takes effect, its answer comes after `slowMs`. */
  api: z.enum(["ok", "down", "slow"]),
  /** hold: nothing is delivered until ok. duplicate: each delivery is made `copies` times at once. */
  webhooks: z.enum(["ok", "hold", "duplicate"]),
  slowMs: z.number().int().min(0).max(600_000),
  copies: z.number().int().min(2).max(100),
});

export type Faults = z.infer<typeof faultsSchema>;

export const NO_FAULTS: Faults = { refunds: "ok", api: "ok", webhooks: "ok", slowMs: 10_000, copies: 2 };

/** How a refund goes that is not turned down: a fault goes before what the card would do. */
export function refundCourse(
  fault: Exclude<Faults["refunds"], "fail" | "refuse">,
  intent: Intent,
): RefundCourse {
  switch (fault) {
    case "pending":
      return "later";
    case "bounce":
      return "bounces";
    case "return":
      return "returns";
    case "ok":
    case "lost":
      return intent.refunds ?? "at-once";
  }
}

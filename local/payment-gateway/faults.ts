import { z } from "zod";

/** Faults that tests and the operator switch on; forgotten when the process ends. */
export const faultsSchema = z.strictObject({
  /**
   * fail: 503, nothing done, the key stays free. refuse: 400 balance_insufficient, saved under the key.
   * lost: refunded, but the answer never arrives. pending: `pending`, succeeds after MSA_GATEWAY_SLOW_MS.
   * bounce: `pending`, then `failed` and the money is back.
   */
  refunds: z.enum(["ok", "fail", "refuse", "lost", "pending", "bounce"]),
  /** lost: the page is opened, but the answer never arrives. */
  checkouts: z.enum(["ok", "lost"]),
  /** down: the connection is cut. slow: the call takes effect, its answer comes after `slowMs`. */
  api: z.enum(["ok", "down", "slow"]),
  slowMs: z.number().int().min(0).max(600_000),
});

export type Faults = z.infer<typeof faultsSchema>;
export const NO_FAULTS: Faults = { refunds: "ok", checkouts: "ok", api: "ok", slowMs: 10_000 };

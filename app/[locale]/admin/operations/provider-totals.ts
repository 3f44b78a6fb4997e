import { z } from "zod";
import { env } from "@/server/shared/env";
import { log } from "@/server/shared/log";

const totals = z.object({ captured: z.number().int(), refunded: z.number().int() });
const TIMEOUT_MS = 2_000;

/**
 * The sums (KRW) that the payment stand-in has captured and refunded. Undefined when it does not answer, and with
 * Stripe itself, which does not offer such sums.
 */
export async function providerTotals(): Promise<z.output<typeof totals> | undefined> {
  const { STRIPE_API_URL } = env();
  if (!STRIPE_API_URL) return undefined;
  try {
    const response = await fetch(new URL("/_control/totals", STRIPE_API_URL), {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      cache: "no-store",
    });
    return totals.parse(await response.json());
  } catch (error) {
    log.warn(
      { err: error },
      "the totals of the payment provider are missing: the laws are checked without them",
    );
    return undefined;
  }
}

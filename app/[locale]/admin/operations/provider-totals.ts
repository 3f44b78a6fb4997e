import { z } from "zod";
import { env } from "@/server/shared/env";
import { log } from "@/server/shared/log";

const totals = z.object({ captured: z.number().int(), refunded: z.number().int() });
const TIMEOUT_MS = 2_000;

/** What the payment stand-in captured and refunded in all; Stripe itself has no such sum to ask for. */
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
    log.warn({ err: error }, "the provider's totals cannot be had: checked without them");
    return undefined;
  }
}

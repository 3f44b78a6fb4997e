import { Inngest } from "inngest";
import { log } from "@/server/shared/log";

/** Of one call: well below what a serverless function may take (app/api/inngest). */
const MAX_RUNTIME = "30s";

/** A dead engine has to answer fast: whoever asked has better things to do than to wait. */
const REQUEST_TIMEOUT_MS = 5_000;

const fetchWithTimeout: typeof fetch = (input, init) =>
  fetch(input, {
    ...init,
    signal: AbortSignal.any([
      AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      ...(init?.signal ? [init.signal] : []),
    ]),
  });

/**
 * The engine's client. INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY and INNGEST_BASE_URL are read by the SDK
 * itself (server/shared/env.ts has checked them); without a base URL it is Inngest Cloud. Never in dev
 * mode, which would let anyone run our functions.
 */
export const inngest = new Inngest({
  id: "msa-air",
  isDev: false,
  fetch: fetchWithTimeout,
  logger: log.child({ part: "inngest" }),
  // A finished step is reported before the next one begins, within the same call: a crash repeats none.
  checkpointing: { bufferedSteps: 1, maxRuntime: MAX_RUNTIME },
  aiMetadata: false,
  sessionPropagation: false,
});

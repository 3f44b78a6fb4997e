import { Inngest } from "inngest";
import { log } from "@/server/shared/log";

/** The longest time of one call, well below the limit of a serverless function (app/api/inngest). */
const MAX_RUNTIME = "30s";

/** Callers must not wait long for an engine that is down. */
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
  // A finished step is reported within the call, before the next step begins, so that a crash repeats no finished step.
  checkpointing: { bufferedSteps: 1, maxRuntime: MAX_RUNTIME },
  aiMetadata: false,
  sessionPropagation: false,
});

import { setTimeout as pause } from "node:timers/promises";
import { recordEngineAnswer } from "@/server/assurance";
import { engineRegistration } from "@/server/assurance/queries";
import type { RequestContext } from "@/server/shared/context";

/** The event engine's name in the database: its address, or "cloud". */
export const engineName = (): string => process.env.INNGEST_BASE_URL || "cloud";

// Next puts this module into several bundles; one answer per process all the same.
const store = globalThis as typeof globalThis & { msaRegisteredAt?: string };

/**
 * Whether the engine has ever accepted our functions. Before that it answers 200 to every event, and drops it. Once
 * true it is not asked again: after a later refusal the engine goes on with the functions that it knows.
 */
export async function isRegistered(): Promise<boolean> {
  const engine = engineName();
  if (store.msaRegisteredAt === engine) return true;
  const known = await engineRegistration(engine);
  if (!known?.acceptedAt) return false;
  store.msaRegisteredAt = engine;
  return true;
}

/**
 * An engine that calls one of our functions knows them, whoever has registered them: a deployment hook, or a release
 * from before registrations were kept. Where processes freeze, none may ever hear the answer to its own registration.
 */
export async function noteAcquaintance(ctx: RequestContext): Promise<void> {
  if (await isRegistered()) return;
  await recordEngineAnswer(ctx, {
    engine: engineName(),
    functionsHash: "as the engine has them",
    refusal: null,
  });
}

export type EngineState = "accepted" | "refused" | "unregistered" | "unknown";

const ANSWER_WITHIN_MS = 1_000;

/** What the engine said last about our functions; unknown when the database does not say so within a second. */
export async function engineState(): Promise<EngineState> {
  const late = pause<EngineState>(ANSWER_WITHIN_MS, "unknown", { ref: false });
  return Promise.race([askedState(), late]);
}

async function askedState(): Promise<EngineState> {
  try {
    const known = await engineRegistration(engineName());
    if (!known) return "unregistered";
    return known.state === "ACCEPTED" ? "accepted" : "refused";
  } catch {
    return "unknown";
  }
}

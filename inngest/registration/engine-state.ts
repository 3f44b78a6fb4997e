import { setTimeout as pause } from "node:timers/promises";
import { recordEngineAnswer } from "@/server/assurance";
import { engineRegistration } from "@/server/assurance/queries";
import { type RequestContext, systemContext } from "@/server/shared/context";

const system = systemContext("registration");

/** The event engine's name in the database: its address, or "cloud". */
export const engineName = (): string => process.env.INNGEST_BASE_URL || "cloud";

// Next puts this module into several bundles. The answer is kept on `globalThis`, so that a process has one.
const store = globalThis as typeof globalThis & { msaRegisteredAt?: string };

/**
 * Whether the engine has ever accepted our functions. Before that it answers 200 to every event and drops the event. A
 * true answer is kept: after a later refusal the engine continues with the functions that it knows.
 */
export async function isRegistered(): Promise<boolean> {
  const engine = engineName();
  if (store.msaRegisteredAt === engine) return true;
  const known = await engineRegistration(system, engine);
  if (!known?.acceptedAt) return false;
  store.msaRegisteredAt = engine;
  return true;
}

/**
 * Records that the engine knows our functions, because it calls one of them. A deployment hook may have registered them;
 * and a process that its platform freezes may never get the answer to its own registration.
 */
export async function noteEngineKnowsFunctions(ctx: RequestContext): Promise<void> {
  if (await isRegistered()) return;
  await recordEngineAnswer(ctx, {
    engine: engineName(),
    functionsHash: "as the engine has them",
    refusal: null,
  });
}

export type EngineState = "accepted" | "refused" | "unregistered" | "unknown";

const ANSWER_WITHIN_MS = 1_000;

/** The engine's last answer to our registration; "unknown" when the database does not answer within a second. */
export async function engineState(): Promise<EngineState> {
  const late = pause<EngineState>(ANSWER_WITHIN_MS, "unknown", { ref: false });
  return Promise.race([askedState(), late]);
}

async function askedState(): Promise<EngineState> {
  try {
    const known = await engineRegistration(system, engineName());
    if (!known) return "unregistered";
    return known.state === "ACCEPTED" ? "accepted" : "refused";
  } catch {
    return "unknown";
  }
}

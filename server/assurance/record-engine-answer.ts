import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { engineRegistrations } from "@/db/schema/assurance";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { type EngineAnswerInput, engineAnswerInput } from "./schemas";

/** Records what an event engine answered to the registration of our functions. It replaces the previous answer. */
export async function recordEngineAnswer(ctx: RequestContext, input: EngineAnswerInput): Promise<void> {
  requireSystem(ctx.actor);
  const { engine, functionsHash, refusal } = parse(engineAnswerInput, input);
  const accepted = refusal === null;
  const answer = {
    functionsHash,
    state: accepted ? ("ACCEPTED" as const) : ("REFUSED" as const),
    reason: refusal,
    askedAt: sql`now()`,
    ...(accepted && { acceptedAt: sql`now()` }),
  };
  await database()
    .insert(engineRegistrations)
    .values({ engine, ...answer })
    .onConflictDoUpdate({ target: engineRegistrations.engine, set: answer });
}

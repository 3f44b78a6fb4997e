import { sql } from "drizzle-orm";
import { deadLetters } from "@/db/schema/assurance";
import { systemContext, transaction } from "@/server/shared/context";
import { errorText } from "@/server/shared/error-facts";
import { uuidv7 } from "@/server/shared/ids";
import type { CatchUpOptions } from "@/server/shared/projection";
import { functionIdOf } from "./projection-letter-rules";

/**
 * Parks an event that a projection cannot process; it is the `onPoison` of every catch-up. There is one letter per
 * projection and event; a letter that a replay closed is opened again.
 */
export const parkPoisonRow: CatchUpOptions["onPoison"] = async ({ projection, ...row }, error) => {
  const functionId = functionIdOf(projection);
  const { eventId, name, version, correlationId, causationId, occurredAt, data } = row;
  const envelope = { eventId, version, correlationId, causationId, occurredAt, data };
  await transaction(systemContext(functionId), ({ tx }) =>
    tx
      .insert(deadLetters)
      .values({
        id: uuidv7(),
        functionId,
        runId: `${functionId}/${eventId}`,
        eventId,
        eventName: name,
        event: { id: eventId, name, data: envelope },
        error: errorText(error),
        correlationId,
      })
      .onConflictDoUpdate({
        target: deadLetters.runId,
        set: { error: errorText(error), parkedAt: sql`now()`, resolvedAt: null },
        setWhere: sql`${deadLetters.resolvedAt} is not null`,
      }),
  );
};

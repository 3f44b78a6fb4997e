import { setTimeout as pause } from "node:timers/promises";
import { recordSweptItem } from "@/server/assurance";
import { systemContext } from "@/server/shared/context";
import type { SweepContext, SweptItem } from "@/server/shared/sweep-item";
import { afterCommit } from "@/inngest/relay/after-commit";
import { inngest } from "@/inngest/client";
import { withEngineErrors } from "@/inngest/steps/engine-errors";
import { writeJournal } from "@/inngest/write-journal";

/**
 * A verb that runs by the clock, behind the events: what a lost nudge, a dead run or an outage left
 * over. It is not retried, since it comes again with the next minute. What it does about a reservation goes
 * into the step journal.
 */
export const sweep = (spec: { id: string; cron: string; run: (ctx: SweepContext) => Promise<unknown> }) =>
  inngest.createFunction({ id: spec.id, triggers: [{ cron: spec.cron }], retries: 0 }, async ({ step }) =>
    step.run("sweep", () =>
      withEngineErrors(async () => {
        const result = await spec.run(sweepContext(spec.id));
        await Promise.race([afterCommit(), pause(FOLLOW_UP_MS, undefined, { ref: false })]);
        return result ?? null;
      }),
    ),
  );

/** Under a lasting load there is always more to follow up: the next minute goes on. */
const FOLLOW_UP_MS = 15_000;

/** Who sweeps, and writes down what it did. */
export function sweepContext(functionId: string): SweepContext {
  const ctx = systemContext(functionId);
  const report = (item: SweptItem) =>
    writeJournal({ functionId, step: item.step }, () => recordSweptItem(ctx, { ...item, functionId }));
  return { ...ctx, report };
}

export const EVERY_MINUTE = "* * * * *";

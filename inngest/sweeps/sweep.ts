import { setTimeout as pause } from "node:timers/promises";
import { inngest } from "@/inngest/client";
import { afterCommit } from "@/inngest/relay/after-commit";
import { withEngineErrors } from "@/inngest/steps/engine-errors";
import { recordSweptItem } from "@/server/assurance";
import { systemContext } from "@/server/shared/context";
import { log } from "@/server/shared/log";
import type { SweepContext, SweptItem } from "@/server/shared/sweep-item";

/** Under a lasting load there is always more to publish. The sweep of the next minute continues. */
const FOLLOW_UP_MS = 15_000;

export const EVERY_MINUTE = "* * * * *";

/**
 * A function of the engine that runs a verb by the clock. Sweeps do what a lost nudge, a dead run or an outage left
 * undone. A sweep is not retried, because it runs again a minute later. Its work on a reservation is written into the
 * step journal.
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

type RunStep = <T>(name: string, work: (ctx: SweepContext) => Promise<T>) => Promise<T>;

/** The retries of a step. Such a sweep runs once a day, so that a failed step is tried again for up to half an hour. Steps before it stay done. */
const STEP_RETRIES = 6;

/**
 * A sweep whose work is too long for one step. The engine keeps the result of each step as JSON: a step returns plain data.
 */
export const steppedSweep = (spec: { id: string; cron: string; run: (step: RunStep) => Promise<unknown> }) =>
  inngest.createFunction(
    { id: spec.id, triggers: [{ cron: spec.cron }], retries: STEP_RETRIES },
    async ({ step }) =>
      spec.run(<T>(name: string, work: (ctx: SweepContext) => Promise<T>) => {
        const result: Promise<unknown> = step.run(name, () =>
          withEngineErrors(() => work(sweepContext(spec.id))),
        );
        return result as Promise<T>;
      }),
  );

/** The context of a sweep: the system, with a `report` that writes each item into the step journal. */
export function sweepContext(functionId: string): SweepContext {
  const ctx = systemContext(functionId);
  const report = async (item: SweptItem) => {
    try {
      await recordSweptItem(ctx, { ...item, functionId });
    } catch (failure) {
      // The journal must not change the result of the work.
      log.warn({ err: failure, functionId, step: item.step }, "could not write the step journal");
    }
  };
  return { ...ctx, report };
}

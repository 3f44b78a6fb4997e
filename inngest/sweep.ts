import { type RequestContext, systemContext } from "@/server/shared/context";
import { inngest } from "./client";
import { relayOutbox } from "./relay-outbox";

/**
 * A verb that runs by the clock, behind the events: what a lost nudge, a dead run or an outage left
 * over. It is not retried, since it comes again with the next minute.
 */
export const sweep = (spec: { id: string; cron: string; run: (ctx: RequestContext) => Promise<unknown> }) =>
  inngest.createFunction({ id: spec.id, triggers: [{ cron: spec.cron }], retries: 0 }, async ({ step }) =>
    step.run("sweep", async () => {
      const result = await spec.run(systemContext(spec.id));
      await relayOutbox();
      return result ?? null;
    }),
  );

export const EVERY_MINUTE = "* * * * *";

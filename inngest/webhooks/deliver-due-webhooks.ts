import { EVERY_MINUTE, sweep } from "@/inngest/sweeps/sweep";
import { deliverWebhooks } from "@/server/webhooks";

/**
 * Delivers what has to be tried again, and all of it on platforms without long-running processes. Half a minute of it stays below the
 * time limit of a serverless function.
 */
export const deliverDueWebhooksSweep = sweep({
  id: "deliver-due-webhooks",
  cron: EVERY_MINUTE,
  run: (ctx) => deliverWebhooks(ctx, { budgetSeconds: 25 }),
});

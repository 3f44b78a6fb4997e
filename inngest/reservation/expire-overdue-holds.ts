import { EVERY_MINUTE, sweep } from "@/inngest/sweeps/sweep";
import { decideOverdueHolds, expireUnpaidHolds } from "@/server/flows/end-overdue-holds";
import { endOverdueChanges } from "@/server/flows/give-up-change";

export const expireOverdueHoldsSweep = sweep({
  id: "expire-overdue-holds",
  cron: EVERY_MINUTE,
  run: async (ctx) => ({
    ended: await expireUnpaidHolds(ctx),
    decided: await decideOverdueHolds(ctx),
    changes: await endOverdueChanges(ctx),
  }),
});

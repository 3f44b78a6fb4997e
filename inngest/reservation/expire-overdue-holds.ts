import { undecidedCheckouts } from "@/server/payment/queries";
import { expireOverdueHolds } from "@/server/reservation";
import type { SweepContext } from "@/server/shared/sweep-item";
import { EVERY_MINUTE, sweep } from "@/inngest/sweeps/sweep";
import { decideOverdueHolds } from "@/server/flows/end-overdue-holds";

const HOLDS_PER_RUN = 200;

/** Ends the overdue holds that nobody is paying for. @returns how many. */
export const expireUnpaidHolds = (ctx: SweepContext): Promise<number> =>
  expireOverdueHolds(ctx, HOLDS_PER_RUN, undecidedCheckouts);

export const expireOverdueHoldsSweep = sweep({
  id: "expire-overdue-holds",
  cron: EVERY_MINUTE,
  run: async (ctx) => ({ ended: await expireUnpaidHolds(ctx), decided: await decideOverdueHolds(ctx) }),
});

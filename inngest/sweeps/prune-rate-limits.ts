import { forgetSignIns } from "@/server/identity";
import { pruneRateLimits } from "@/server/shared/rate-limit";
import { sweep } from "./sweep";

/** Deletes old windows of rate limits, ended sessions and old sign-in places. */
export const pruneRateLimitsSweep = sweep({
  id: "prune-rate-limits",
  cron: "17 * * * *",
  run: async (ctx) => {
    await pruneRateLimits();
    await forgetSignIns(ctx);
  },
});

import { forgetSignIns } from "@/server/identity";
import { pruneRateLimits } from "@/server/shared/rate-limit";
import { sweep } from "./sweep";

/** Yesterday's windows count for nothing any more, nor do sessions and places that are long gone. */
export const pruneRateLimitsSweep = sweep({
  id: "prune-rate-limits",
  cron: "17 * * * *",
  run: async (ctx) => {
    await pruneRateLimits();
    await forgetSignIns(ctx);
  },
});

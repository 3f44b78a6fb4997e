import { pruneRateLimits } from "@/server/shared/rate-limit";
import { sweep } from "./sweep";

/** Yesterday's windows count for nothing any more. */
export const pruneRateLimitsSweep = sweep({
  id: "prune-rate-limits",
  cron: "17 * * * *",
  run: () => pruneRateLimits(),
});

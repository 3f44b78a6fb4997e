import { forgetSignIns } from "@/server/identity";
import { forgetTripAccess } from "@/server/reservation";
import { forgetIdempotencyKeys } from "@/server/shared/idempotency";
import { pruneRateLimits } from "@/server/shared/rate-limit";
import { sweep } from "./sweep";

/** Deletes old windows of rate limits, ended sessions, old sign-in places, codes and grants for trips, and old idempotency
 * keys. */
export const pruneRateLimitsSweep = sweep({
  id: "prune-rate-limits",
  cron: "17 * * * *",
  run: async (ctx) => {
    await pruneRateLimits();
    await forgetSignIns(ctx);
    await forgetTripAccess(ctx);
    await forgetIdempotencyKeys();
  },
});

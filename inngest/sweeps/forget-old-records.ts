import {
  forgetDeadLetters,
  forgetPublishedFlights,
  forgetSagas,
  forgetStepAttempts,
} from "@/server/assurance";
import { KOREA_ZONE } from "@/server/shared/airline";
import { sweep } from "./sweep";

/** At night in Korea. Decision 22 says what the event log and the step journal keep, and for how long. */
export const forgetOldRecords = sweep({
  id: "forget-old-records",
  cron: `TZ=${KOREA_ZONE} 20 4 * * *`,
  run: async (ctx) => ({
    attempts: await forgetStepAttempts(ctx),
    publishedFlights: await forgetPublishedFlights(ctx),
    sagas: await forgetSagas(ctx),
    deadLetters: await forgetDeadLetters(ctx),
  }),
});

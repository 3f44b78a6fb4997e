import {
  forgetDeadLetters,
  forgetPublishedFlights,
  forgetSagas,
  forgetStepAttempts,
} from "@/server/assurance";
import { sweep } from "./sweep";

/** When Korea sleeps. What the event log and the step journal keep, and for how long: decision 22. */
export const forgetOldRecords = sweep({
  id: "forget-old-records",
  cron: "TZ=Asia/Seoul 20 4 * * *",
  run: async (ctx) => ({
    attempts: await forgetStepAttempts(ctx),
    publishedFlights: await forgetPublishedFlights(ctx),
    sagas: await forgetSagas(ctx),
    deadLetters: await forgetDeadLetters(ctx),
  }),
});

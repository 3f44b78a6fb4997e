import {
  forgetDeadLetters,
  forgetPublishedFlights,
  forgetSagas,
  forgetStepAttempts,
} from "@/server/assurance";
import { forgetQuotes } from "@/server/reservation";
import { KOREA_ZONE } from "@/server/shared/airline";
import { forgetPlaces } from "@/server/waiting-room";
import { forgetDeliveries } from "@/server/webhooks";
import { sweep } from "./sweep";

/** At night in Korea. Decision 22 says what the event log, the step journal and the order keep, and for how long. */
export const forgetOldRecords = sweep({
  id: "forget-old-records",
  cron: `TZ=${KOREA_ZONE} 20 4 * * *`,
  run: async (ctx) => ({
    attempts: await forgetStepAttempts(ctx),
    publishedFlights: await forgetPublishedFlights(ctx),
    sagas: await forgetSagas(ctx),
    deadLetters: await forgetDeadLetters(ctx),
    quotes: await forgetQuotes(ctx),
    webhooks: await forgetDeliveries(ctx),
    places: await forgetPlaces(ctx),
  }),
});

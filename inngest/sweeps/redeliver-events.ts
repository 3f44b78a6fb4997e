import { redeliver } from "@/inngest/relay/after-commit";
import { EVERY_MINUTE, sweep } from "./sweep";

/** Where no process lives on: publishes again what its functions have not confirmed in time. */
export const redeliverEventsSweep = sweep({
  id: "redeliver-events",
  cron: EVERY_MINUTE,
  run: () => redeliver(),
});

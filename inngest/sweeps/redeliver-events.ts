import { redeliver } from "@/inngest/relay/after-commit";
import { EVERY_MINUTE, sweep } from "./sweep";

/** For platforms without long-running processes: publishes events again that a function has not confirmed in time. */
export const redeliverEventsSweep = sweep({
  id: "redeliver-events",
  cron: EVERY_MINUTE,
  run: () => redeliver(),
});

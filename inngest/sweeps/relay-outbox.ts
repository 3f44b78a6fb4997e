import { noteEngineKnowsFunctions } from "@/inngest/registration/engine-state";
import { outboxBacklog } from "@/server/shared/outbox";
import { EVERY_MINUTE, sweep } from "./sweep";

/** For platforms without long-running processes. The relaying itself is done by every sweep after its work. */
export const relayOutboxSweep = sweep({
  id: "relay-outbox",
  cron: EVERY_MINUTE,
  async run(ctx) {
    await noteEngineKnowsFunctions(ctx);
    return outboxBacklog();
  },
});

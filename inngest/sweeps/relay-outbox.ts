import { outboxBacklog } from "@/server/shared/outbox";
import { noteAcquaintance } from "@/inngest/registration/engine-state";
import { EVERY_MINUTE, sweep } from "./sweep";

/** Where no process lives on to catch up by itself: every sweep ends by relaying the outbox. */
export const sweepOutbox = sweep({
  id: "relay-outbox",
  cron: EVERY_MINUTE,
  async run(ctx) {
    await noteAcquaintance(ctx);
    return outboxBacklog();
  },
});

import { deliverOverdue } from "@/server/notification";
import { EVERY_MINUTE, sweep } from "@/inngest/sweeps/sweep";

export const deliverOverdueMessages = sweep({
  id: "deliver-overdue-messages",
  cron: EVERY_MINUTE,
  run: (ctx) => deliverOverdue(ctx, {}),
});

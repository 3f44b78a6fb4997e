import { EVERY_MINUTE, sweep } from "@/inngest/sweeps/sweep";
import { receiptForMail } from "@/server/flows/compose-mailed-receipt";
import { deliverOverdueMessages } from "@/server/notification";

export const deliverOverdueMessagesSweep = sweep({
  id: "deliver-overdue-messages",
  cron: EVERY_MINUTE,
  run: (ctx) => deliverOverdueMessages(ctx, {}, receiptForMail),
});

import { expireOverdueHolds } from "@/server/reservation";
import { EVERY_MINUTE, sweep } from "../sweep";

export const expireOverdueHoldsSweep = sweep({
  id: "expire-overdue-holds",
  cron: EVERY_MINUTE,
  run: (ctx) => expireOverdueHolds(ctx),
});

import { sealAuditLog } from "@/server/assurance";
import { EVERY_MINUTE, sweep } from "./sweep";

/** Long-running processes seal more often by themselves; platforms without them depend on this. */
export const sealAuditLogSweep = sweep({
  id: "seal-audit-log",
  cron: EVERY_MINUTE,
  run: async (ctx) => ({ sealed: await sealAuditLog(ctx) }),
});

import { keepRegistered } from "@/inngest/registration/keep-registered";
import { afterCommit, startAfterCommit } from "@/inngest/relay/after-commit";
import { createPump } from "@/inngest/relay/pump";
import { sweepContext } from "@/inngest/sweeps/sweep";
import { sealAuditLog } from "@/server/assurance";
import { decideOverdueHolds, expireUnpaidHolds } from "@/server/flows/end-overdue-holds";
import { noteWorkRuns } from "@/server/shared/startup";

const EXPIRY_SECONDS = 5;
const SEAL_SECONDS = 15;

/**
 * Starts the periodic work of a long-running process, which does not depend on the event engine. On platforms without
 * long-running processes the sweeps do the same work every minute.
 */
export function startBackgroundWork(): void {
  startAfterCommit();
  keepRegistered();
  // For the inventory an overdue unit is free already. This ends the hold, so that its customer hears of it in time.
  every(EXPIRY_SECONDS, "expiry of holds", () => expireUnpaidHolds(sweepContext("expire-overdue-holds")));
  // Separate, so that a slow payment provider delays only the holds that are being paid.
  every(EXPIRY_SECONDS, "overdue payments", () => decideOverdueHolds(sweepContext("expire-overdue-holds")));
  // Soon after the change: until it is sealed, a changed audit row would not be noticed.
  every(SEAL_SECONDS, "seals of the audit log", async () => {
    await sealAuditLog(sweepContext("seal-audit-log"));
    return 0;
  });
  noteWorkRuns();
}

/** Runs `work` every so many seconds. `work` returns how many items it changed. */
function every(seconds: number, name: string, work: () => Promise<number>): void {
  const pass = async () => {
    if ((await work()) > 0) void afterCommit();
    return "empty" as const;
  };
  createPump(pass, { name }).start(seconds);
}

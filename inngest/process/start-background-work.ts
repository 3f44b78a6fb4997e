import { afterCommit, startAfterCommit } from "@/inngest/relay/after-commit";
import { createPump } from "@/inngest/pump";
import { keepRegistered } from "@/inngest/registration/keep-registered";
import { decideOverdueHolds } from "@/server/flows/end-overdue-holds";
import { expireUnpaidHolds } from "@/inngest/reservation/expire-overdue-holds";
import { sweepContext } from "@/inngest/sweeps/sweep";

const EXPIRY_SECONDS = 5;

/**
 * What a process that lives on does by itself, whatever the event engine does. Where no process lives on, the
 * sweeps do the same every minute.
 */
export function startBackgroundWork(): void {
  startAfterCommit();
  keepRegistered();
  // A deadline is kept by the database: an overdue unit is free. This ends the hold in time for its customer.
  every(EXPIRY_SECONDS, "expiry of holds", () => expireUnpaidHolds(sweepContext("expire-overdue-holds")));
  // Apart from the others: a payment provider that is slow to answer holds up only those who are paying.
  every(EXPIRY_SECONDS, "overdue payments", () => decideOverdueHolds(sweepContext("expire-overdue-holds")));
}

/** `work` says how much it has changed. */
function every(seconds: number, name: string, work: () => Promise<number>): void {
  const pass = async () => {
    if ((await work()) > 0) void afterCommit();
    return "empty" as const;
  };
  createPump(pass, { name }).start(seconds);
}

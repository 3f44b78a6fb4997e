import { expireOverdueHolds } from "@/server/reservation";
import { afterCommit, startAfterCommit } from "./after-commit";
import { createPump } from "./pump";
import { keepRegistered } from "./registration";
import { sweepContext } from "./sweep";

const EXPIRY_SECONDS = 5;

/**
 * What a process that lives on does by itself, whatever the event engine does. Where no process lives on, the
 * sweeps do the same every minute.
 */
export function startBackgroundWork(): void {
  startAfterCommit();
  keepRegistered();
  // A deadline is kept by the database: an overdue unit is free. This ends the hold in time for its customer.
  const expiry = createPump(
    async () => {
      if ((await expireOverdueHolds(sweepContext("expire-overdue-holds"))) > 0) void afterCommit();
      return "empty";
    },
    { name: "expiry of holds" },
  );
  expiry.start(EXPIRY_SECONDS);
}

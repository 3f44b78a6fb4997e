import { claimTrips } from "@/server/flows/claim-trips";
import { log } from "@/server/shared/log";
import { followUp } from "./after-commit";

/**
 * Gives a member who has just signed in, or confirmed the address, the trips that were booked under that address without an account.
 * When it fails, the person goes on; the next sign-in tries again.
 */
export async function takeTripsAlong(userId: string): Promise<void> {
  try {
    if ((await claimTrips(userId)).length > 0) followUp();
  } catch (err) {
    log.error({ err }, "trips of a guest were not given to their member");
  }
}

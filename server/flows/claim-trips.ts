import { confirmedAddressOf } from "@/server/identity/queries";
import { movePayments } from "@/server/payment";
import { type ClaimedTrip, claimGuestTrips } from "@/server/reservation";
import { systemContext } from "@/server/shared/context";

/**
 * Gives a member the trips that were booked without an account under the member's address, once it is confirmed: only then it proves
 * whose they are. Reservation and payments change hands in one transaction; miles, timeline and messages follow by the event.
 * It may be called again at any time: at the confirmation, and at each sign-in for trips that were booked meanwhile.
 */
export async function claimTrips(memberId: string): Promise<ClaimedTrip[]> {
  const email = await confirmedAddressOf(memberId);
  if (!email) return [];
  return claimGuestTrips(
    systemContext("claim-guest-trips"),
    { memberId, email: email.toLowerCase() },
    movePayments,
  );
}

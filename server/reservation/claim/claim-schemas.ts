import { z } from "zod";
import { pairs, reservation } from "@/server/reservation/event-schemas";

/**
 * The data of `reservation.claimed`. `customerId` is the member from now on, and was `guestId`. `gained` names the coupons that stand, which earn miles from now on;
 * there are none in a cancelled reservation.
 */
export const takenOver = reservation.extend({
  customerKind: z.enum(["MEMBER"]),
  guestId: z.uuid(),
  gained: pairs,
  claimedAt: z.string(),
});

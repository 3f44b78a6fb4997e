import { z } from "zod";
import { reservation } from "@/server/reservation/event-schemas";

const ticketName = z.object({ surname: z.string(), givenName: z.string() });

/**
 * The data of `name.corrected`. Birth date, gender and Korean name stay. `passengers` are those after it, with the new ticket
 * number when the passenger still has a flight to take.
 */
export const correctedName = reservation.extend({
  changeId: z.uuid(),
  passengerId: z.uuid(),
  nameBefore: ticketName,
  nameAfter: ticketName,
  previousTicketNumber: z.string().nullable(),
  ticketNumber: z.string().nullable(),
  correctedAt: z.string(),
});

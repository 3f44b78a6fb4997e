import { sql } from "drizzle-orm";

/** A change `c` of flights that waits for its payment and can still be paid. */
export const canBePaid = sql`(c.kind = 'CHANGE_FLIGHTS' and c.status = 'AWAITING_PAYMENT' and c.expires_at > now())`;

/** The flights of a change `c` of flights, by its quote, as rows `q` to be joined laterally. */
export const quotedFlights = sql`jsonb_to_recordset(c.quote->'flights') as q ("flightId" int, cabin text, units int)`;

/** True when a change that can be paid keeps the held unit `u` for its reservation. */
export const isHeldForChange = sql`exists (
  select from reservation.changes c join reservation.reservations r on r.id = c.reservation_id and r.status = 'CREATED'
  cross join lateral ${quotedFlights}
  where c.reservation_id = u.reservation_id and ${canBePaid} and q."flightId" = u.flight_id and q.cabin = u.cabin)`;

import type { Airline } from "./airline";

/**
 * Compares the units sold on the bench's flights with the reservations that exist and with what the
 * clients were told.
 *
 * @throws Error when one unit more or less was sold.
 */
export async function assertNothingOversold({ db, sold, confirmed }: Airline): Promise<void> {
  const flights = [...sold];
  const { rows } = await db.query<{ units: number; reservations: number; uneven: number }>(
    `select
       (select count(*)::int from reservation.inventory_units where sold and flight_id = any($1)) as units,
       (select count(*)::int from reservation.segments s join reservation.reservations r on r.id = s.reservation_id
        where r.status = 'CREATED' and s.position >= 0 and s.flight_id = any($1)) as reservations,
       (select count(*)::int from (
          select reservation_id from reservation.inventory_units where sold and flight_id = any($1)
          group by 1 having count(*) <> 1) u) as uneven`,
    [flights],
  );
  const { units, reservations, uneven } = rows[0] ?? { units: -1, reservations: -1, uneven: -1 };
  if (units !== confirmed || reservations !== confirmed || uneven !== 0)
    throw new Error(
      `oversold: ${units} units sold, ${reservations} reservations, ${confirmed} confirmed to clients, ` +
        `${uneven} reservations with another number of units than passengers`,
    );
}

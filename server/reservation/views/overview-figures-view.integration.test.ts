import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { cancelReservation, quoteRefundOf } from "@/server/reservation";
import { cancellationFigures, routeLoads } from "@/server/reservation/queries";
import { policies } from "@/server/reservation/testing/fixtures";
import { paidTrip } from "@/server/reservation/testing/flown";
import { staff } from "@/server/shared/testing/actors";
import { addDays } from "@/server/shared/time";

beforeAll(policies);
afterAll(closeDatabase);

test("cancellations count on their Korean day by who cancelled, with what they gave back", async () => {
  const cancelledOn = async (moment: string, cause: string) => {
    const { ctx, reservationId } = await paidTrip();
    const { quoteId, refundAmount } = await quoteRefundOf(ctx, { reservationId });
    await cancelReservation(ctx, { reservationId, quoteId });
    await database().execute(
      sql`update reservation.changes set ended_at = ${moment}, cause = ${cause} where id = ${quoteId}`,
    );
    return refundAmount;
  };
  const first = await cancelledOn("2032-04-01T15:00:00Z", "CUSTOMER");
  const second = await cancelledOn("2032-04-02T14:59:59Z", "CUSTOMER");
  const stopped = await cancelledOn("2032-04-02T03:00:00Z", "AIRLINE");
  await cancelledOn("2032-04-02T15:00:00Z", "CUSTOMER");
  const day = { from: "2032-04-02", to: "2032-04-02" };
  expect(await cancellationFigures(staff("REVENUE"), day)).toEqual([
    { cause: "CUSTOMER", cancellations: 2, refunds: first + second },
    { cause: "AIRLINE", cancellations: 1, refunds: stopped },
  ]);
});

test("the load of a route has the units of its flights of the day, without cancelled flights", async () => {
  const { reservationId } = await paidTrip();
  const { rows } = await database().execute<{ id: number; day: string; units: number }>(sql`
    select f.id, f.departure_date::text as day, (select count(*)::int from reservation.inventory_units u where u.flight_id = f.id) as units
    from reservation.segments s join reservation.flights f on f.id = s.flight_id where s.reservation_id = ${reservationId} limit 1`);
  const flight = rows[0]!;
  await database().execute(
    sql`update reservation.flights set origin = 'QQA', destination = 'QQB' where id = ${flight.id}`,
  );
  const own = async (from: string) =>
    (await routeLoads(staff("REVENUE"), from)).filter(({ origin }) => origin === "QQA");
  const load = { origin: "QQA", destination: "QQB", date: flight.day, capacity: flight.units, sold: 1 };
  expect(await own(flight.day)).toEqual([load]);
  expect(await own(addDays(flight.day, -6))).toEqual([load]);
  expect(await own(addDays(flight.day, -7))).toEqual([]);
  expect(await own(addDays(flight.day, 1))).toEqual([]);
  await database().execute(sql`update reservation.flights set status = 'CANCELLED' where id = ${flight.id}`);
  expect(await own(flight.day)).toEqual([]);
});

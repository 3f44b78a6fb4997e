import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { dailyFigures } from "@/server/reservation/queries";
import { changedLastFlight } from "@/server/reservation/testing/changed";
import { adult, policies } from "@/server/reservation/testing/fixtures";
import { paidTrip } from "@/server/reservation/testing/flown";
import { staff } from "@/server/shared/testing/actors";

beforeAll(policies);
afterAll(closeDatabase);

/** Moves the changes of a reservation to days of their own, so that nothing else counts there. */
const doneOn = (reservationId: string, kind: string, moment: string) =>
  database().execute(sql`update reservation.changes set ended_at = ${moment}
    where reservation_id = ${reservationId} and kind = ${kind}`);

const figures = async (from: string, to = from) => dailyFigures(staff("REVENUE"), { from, to });

test("a sale and its changes count on the days on which they were done, by their charges", async () => {
  const infant = { ...adult("KIM", "BORAM"), type: "INFANT" as const, birthDate: "2026-06-01" };
  const dearer = await paidTrip(undefined, [adult(), infant]);
  await doneOn(dearer.reservationId, "ISSUE", "2031-03-03T14:59:59Z");
  await changedLastFlight(dearer.reservationId, 12_000);
  await doneOn(dearer.reservationId, "CHANGE_FLIGHTS", "2031-03-03T15:00:00Z");
  const cheaper = await paidTrip();
  await doneOn(cheaper.reservationId, "ISSUE", "2031-03-04T00:00:00Z");
  await changedLastFlight(cheaper.reservationId, -20_000);
  await doneOn(cheaper.reservationId, "CHANGE_FLIGHTS", "2031-03-05T00:00:00Z");
  const none = { bookings: 0, passengers: 0, revenue: 0, cancellations: 0, refunds: 0 };
  expect(await figures("2031-03-02", "2031-03-05")).toEqual([
    { ...none, date: "2031-03-05", refunds: 20_000 },
    { ...none, date: "2031-03-04", bookings: 1, passengers: 1, revenue: cheaper.amount + 12_000 },
    { ...none, date: "2031-03-03", bookings: 1, passengers: 2, revenue: dearer.amount },
    { ...none, date: "2031-03-02" },
  ]);
});

test("a change at no cost, a quote, and money that moves between reservations count as nothing", async () => {
  const trip = await paidTrip();
  await doneOn(trip.reservationId, "ISSUE", "2031-05-01T00:00:00Z");
  await changedLastFlight(trip.reservationId, 0);
  await doneOn(trip.reservationId, "CHANGE_FLIGHTS", "2031-05-02T00:00:00Z");
  await database().execute(sql`
    with moved as (insert into reservation.changes (id, reservation_id, kind, status, balance, base_version, asked_by_kind,
        ended_at)
      values (gen_random_uuid(), ${trip.reservationId}, 'SPLIT', 'DONE', -30000, 2, 'CUSTOMER', '2031-05-02T00:00:00Z'),
        (gen_random_uuid(), ${trip.reservationId}, 'CHANGE_FLIGHTS', 'QUOTED', 9000, 2, 'CUSTOMER', '2031-05-02T00:00:00Z')
      returning id, kind)
    insert into reservation.charges (reservation_id, change_id, kind, amount)
    select ${trip.reservationId}, id, 'TRANSFER', -30000 from moved where kind = 'SPLIT'`);
  const [day] = await figures("2031-05-02");
  expect(day).toEqual({
    ...{ date: "2031-05-02", bookings: 0, passengers: 0, revenue: 0, cancellations: 0, refunds: 0 },
  });
});

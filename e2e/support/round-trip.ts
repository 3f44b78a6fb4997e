import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { sellFlights } from "@/server/reservation";
import { testFlight } from "@/server/reservation/testing/flight";
import { systemContext } from "@/server/shared/context";
import type { Airline, Customer } from "./airline";
import { bookingStatus, type Held, holdBody, openCheckout, pay } from "./book";
import { balanceOf } from "./database";
import { flightId } from "./flights";
import { expect } from "./stack";

/** Two flights, there and back, with ten days between. */
async function wayOutAndBack(): Promise<number[]> {
  const day = 86_400_000;
  const flights = [
    { origin: "GMP", destination: "CJU", days: 20 },
    { origin: "CJU", destination: "GMP", days: 30 },
  ].map(({ days, ...route }) => {
    const id = flightId();
    return testFlight({
      ...route,
      id,
      departs: new Date(Math.ceil(Date.now() / 60_000) * 60_000 + days * day),
      designator: `MA${1000 + (id % 9000)}`,
      aircraftType: "7M8",
      units: 20,
      fares: [{ brand: "STANDARD", amount: 60_000, unitLimit: 20 }],
    });
  });
  await sellFlights(systemContext("test"), { flights, airports: [], aircraft: [] });
  return flights.map(({ id }) => id);
}

/**
 * A paid trip there and back, bought a week ago, so that the free cancellation is over. `party`: more of the hold's body.
 * Each passenger with a seat earns 560 miles.
 */
export async function bookedThereAndBack(
  airline: Airline,
  customer: Customer,
  party: Record<string, unknown> = {},
  miles = 560,
) {
  const [out = 0, back = 0] = await wayOutAndBack();
  const { status, body: held } = await airline.post<Held>(customer, "/api/v1/reservations", {
    ...holdBody(out, customer),
    segments: [out, back].map((id) => ({ flightId: id, brand: "STANDARD" })),
    ...party,
  });
  expect(status).toBe(201);
  await pay(airline, await openCheckout(airline, customer, held));
  await expect
    .poll(() => bookingStatus(airline, customer, held.reservationId), { timeout: 30_000 })
    .toBe("CREATED");
  await expect.poll(() => balanceOf(customer.id), { timeout: 30_000 }).toBe(miles);
  await database().execute(sql`update reservation.reservations set created_at = created_at - interval '7 days'
    where id = ${held.reservationId}`);
  return { ...held, out, back };
}

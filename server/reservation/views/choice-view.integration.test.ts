import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { closeSale } from "@/server/reservation/inventory/close-sale";
import { whyChoiceIsNotOffered } from "@/server/reservation/queries";
import { customer, flightOnSale, hold, policies, system } from "@/server/reservation/testing/fixtures";

beforeAll(policies);
afterAll(closeDatabase);

const why = (flightId: number, units = 1, customerId?: string, brand = "STANDARD") =>
  whyChoiceIsNotOffered({ flightId, brand }, units, customerId);
const departIn = (flightId: number, minutes: number) =>
  database().execute(sql`
    update reservation.flights set departs_at = clock_timestamp() + make_interval(mins => ${minutes})
    where id = ${flightId}`);

test("a flight or a brand that was never sold is unknown", async () => {
  expect(await why(999_999_999)).toBe("UNKNOWN_CHOICE");
  expect(await why(await flightOnSale(), 1, undefined, "BUSINESS")).toBe("UNKNOWN_CHOICE");
});

test("a cancelled flight is cancelled, also when it was full", async () => {
  const flight = await flightOnSale({ units: 1 });
  await hold(customer(), flight);
  await closeSale(system, { flightId: flight });
  expect(await why(flight)).toBe("FLIGHT_CANCELLED");
});

test("a flight has left after departure, and is not on sale shortly before", async () => {
  const flight = await flightOnSale();
  await departIn(flight, 29);
  expect(await why(flight)).toBe("FLIGHT_NOT_ON_SALE");
  await departIn(flight, -1);
  expect(await why(flight)).toBe("FLIGHT_DEPARTED");
});

test("a full flight is sold out for other customers, not for the customer who holds it", async () => {
  const [flight, holder] = [await flightOnSale({ units: 2 }), customer()];
  await hold(holder, flight);
  expect(await why(flight, 2)).toBe("NOT_ENOUGH_SEATS");
  await hold(customer(), flight);
  expect(await why(flight)).toBe("SOLD_OUT");
  expect(await why(flight, 1, holder.actor.id)).toBe("NOT_IN_RESULTS");
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import {
  findTrip,
  getBooking,
  getReservationForAdmin,
  passengerManifest,
} from "@/server/reservation/queries";
import {
  adult,
  customer,
  flightOnSale,
  hold,
  named,
  paymentOf,
  policies,
  system,
} from "@/server/reservation/testing/fixtures";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";
import { acceptPayment, cancelReservation, quoteRefundOf } from "..";

beforeAll(policies);
afterAll(closeDatabase);

const admin: RequestContext = {
  actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "10.0.0.2" },
};
const anyone = (): RequestContext => ({ actor: { kind: "ANONYMOUS", address: uuidv7() } });

async function held(flightId: number, surname: string) {
  const ctx = customer();
  return { ctx, ...(await hold(ctx, flightId, { ...named, passengers: [adult(surname)] })) };
}

async function created(flightId: number, surname = "KIM") {
  const h = await held(flightId, surname);
  await acceptPayment(system, await paymentOf(h.ctx, h));
  return h;
}

test("the manifest lists passengers who fly, without holds and cancelled reservations", async () => {
  const flight = await flightOnSale();
  await created(flight, "PARK");
  await held(flight, "LEE");
  const gone = await created(flight, "CHOI");
  await cancelReservation(gone.ctx, { ...gone, ...(await quoteRefundOf(gone.ctx, gone)) });
  expect((await passengerManifest(admin, flight)).map((row) => row.name)).toEqual(["PARK/MINJI"]);
});

test("a trip is found without an account once it is paid, not while it is held", async () => {
  const { locator } = await held(await flightOnSale(), "KIM");
  expect(await codeOf(findTrip(anyone(), { locator, surname: "KIM" }))).toBe("NOT_FOUND");
});

test("guesses of one booking's surname are limited, from however many addresses they come", async () => {
  const { locator } = await created(await flightOnSale());
  for (let n = 0; n < 10; n++)
    expect(await codeOf(findTrip(anyone(), { locator, surname: "LEE" }))).toBe("NOT_FOUND");
  expect(await codeOf(findTrip(anyone(), { locator, surname: "KIM" }))).toBe("RATE_LIMITED");
});

test("an address that is no id finds nothing", async () => {
  expect(await codeOf(getBooking(customer(), "1 or true"))).toBe("NOT_FOUND");
  expect(await codeOf(getReservationForAdmin(admin, "x".repeat(36)))).toBe("NOT_FOUND");
});

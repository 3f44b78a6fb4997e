import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { passengers as passengerTable, reservations } from "@/db/schema/reservation";
import { acceptPayment, enterPassengers, releaseHold } from "@/server/reservation";
import { passengerManifest, sameTimeReservations } from "@/server/reservation/queries";
import {
  adult,
  customer,
  flightOnSale,
  hold,
  moveDeadline,
  paymentOf,
  policies,
  system,
} from "@/server/reservation/testing/fixtures";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterAll(closeDatabase);

const contact = { email: "minji@example.com" };
const one = (...people: object[]) => ({ passengers: people.length > 0 ? people : [adult()], contact });
const rowOf = async (reservationId: string) => {
  const [row] = await database().select().from(reservations).where(eq(reservations.id, reservationId));
  return row;
};
const namesOf = async (reservationId: string) => {
  const rows = await database()
    .select()
    .from(passengerTable)
    .where(eq(passengerTable.reservationId, reservationId))
    .orderBy(passengerTable.position);
  return rows.map((row) => `${row.surname}/${row.givenName}`);
};

describe("holding the same flights again", () => {
  test("takes the new passengers, contact and language, under the same deadline", async () => {
    const [ctx, flight] = [customer(), await flightOnSale()];
    const first = await hold(ctx, flight, one());
    const other = { ...one(adult("LEE", "SORA")), contact: { email: "sora@example.com" }, locale: "en" };
    expect(await hold(ctx, flight, other)).toEqual(first);
    expect(await namesOf(first.reservationId)).toEqual(["LEE/SORA"]);
    const row = await rowOf(first.reservationId);
    expect(row).toMatchObject({ contactEmail: "sora@example.com", locale: "en", passengersComplete: true });
    // Without passengers it is the same choice again, and the names stay.
    expect(await hold(ctx, flight, { locale: "en" })).toEqual(first);
    expect(await namesOf(first.reservationId)).toEqual(["LEE/SORA"]);
  });

  test("adds names that were missing; the contact alone may change", async () => {
    const [ctx, flight] = [customer(), await flightOnSale()];
    const first = await hold(ctx, flight);
    await hold(ctx, flight, { contact: { email: "new@example.com" } });
    expect(await rowOf(first.reservationId)).toMatchObject({
      contactEmail: "new@example.com",
      passengersComplete: false,
    });
    await hold(ctx, flight, one());
    expect(await rowOf(first.reservationId)).toMatchObject({ passengersComplete: true });
  });

  test("gives each key its answer again, also once the hold has ended, and changes nothing then", async () => {
    const [ctx, flight] = [customer(), await flightOnSale()];
    const [firstKey, secondKey] = [uuidv7(), uuidv7()];
    const first = await hold(ctx, flight, { ...one(), idempotencyKey: firstKey });
    const second = { ...one(adult("LEE", "SORA")), idempotencyKey: secondKey };
    await hold(ctx, flight, second);
    expect(await hold(ctx, flight, { ...one(), idempotencyKey: firstKey })).toEqual(first);
    expect(await namesOf(first.reservationId)).toEqual(["LEE/SORA"]);
    await releaseHold(ctx, first);
    expect(await hold(ctx, flight, second)).toEqual(first);
    expect((await rowOf(first.reservationId))?.status).toBe("EXPIRED");
  });

  test("gives a key that changed nothing its answer too, when the hold has ended", async () => {
    const [ctx, flight] = [customer(), await flightOnSale()];
    const first = await hold(ctx, flight);
    const idempotencyKey = uuidv7();
    expect(await hold(ctx, flight, { idempotencyKey })).toEqual(first);
    await releaseHold(ctx, first);
    expect(await hold(ctx, flight, { idempotencyKey })).toEqual(first);
  });

  test("is refused with passengers who do not fit, and the old ones stay", async () => {
    const [ctx, flight] = [customer(), await flightOnSale()];
    const { reservationId } = await hold(ctx, flight, one());
    const child = { ...adult("LEE", "SORA"), birthDate: "2020-01-01" };
    expect(await fieldsOf(hold(ctx, flight, one(child)))).toEqual({
      "passengers.0.birthDate": "ageDoesNotMatchType",
    });
    expect(await namesOf(reservationId)).toEqual(["KIM/MINJI"]);
  });
});

describe("one person twice in a booking", () => {
  const twice = { "passengers.1.surname": "samePersonTwice" };

  test("is refused at the second, however the name is spelt", async () => {
    const [ctx, flight] = [customer(), await flightOnSale()];
    const party = [adult("KIM", "MIN-JI"), { ...adult("kim", "Min Ji"), gender: "M" as const }];
    expect(await fieldsOf(hold(ctx, flight, { ...one(...party), adults: 2 }))).toEqual(twice);
    const { reservationId } = await hold(ctx, flight, { adults: 2 });
    expect(await fieldsOf(enterPassengers(ctx, { reservationId, passengers: party, contact }))).toEqual(
      twice,
    );
  });

  test("is reported together with other errors", async () => {
    const [ctx, flight] = [customer(), await flightOnSale()];
    const { reservationId } = await hold(ctx, flight, { adults: 2 });
    const entry = { reservationId, passengers: [adult(), adult()], contact: { email: "x" } };
    expect(await fieldsOf(enterPassengers(ctx, entry))).toEqual({ ...twice, "contact.email": "email" });
  });

  test("does not include twins, nor father and son", async () => {
    const [ctx, flight] = [customer(), await flightOnSale()];
    const family = [adult("KIM", "MINJI"), adult("KIM", "MINHO"), { ...adult(), birthDate: "1960-05-05" }];
    expect(await codeOf(hold(ctx, flight, { ...one(...family), adults: 3 }))).toBe("OK");
  });
});

/** A customer who has paid for a flight for KIM MINJI. */
async function booked(flight: number) {
  const ctx = customer();
  const held = await hold(ctx, flight, one());
  await acceptPayment(system, await paymentOf(ctx, held));
  return ctx;
}

describe("one person on one flight again", () => {
  const already = { "passengers.0.surname": "alreadyOnFlight" };

  test("is refused in another reservation of the same customer, confirmed or not", async () => {
    const flight = await flightOnSale();
    const ctx = await booked(flight);
    const confirmed = { ...one(), overlapConfirmed: true };
    expect(await fieldsOf(hold(ctx, flight, confirmed))).toEqual(already);
    const { reservationId } = await hold(ctx, flight);
    expect(await fieldsOf(enterPassengers(ctx, { reservationId, ...confirmed } as never))).toEqual(already);
    expect(await fieldsOf(hold(ctx, flight, confirmed))).toEqual(already);
    expect(await codeOf(enterPassengers(ctx, { reservationId, ...one(adult("LEE")) } as never))).toBe("OK");
  });

  test("is refused on the way back too", async () => {
    const back = await flightOnSale({ departsInDays: 20, origin: "CJU", destination: "GMP" });
    const ctx = await booked(back);
    const out = await flightOnSale();
    const segments = [out, back].map((flightId) => ({ flightId, brand: "STANDARD" }));
    expect(await fieldsOf(hold(ctx, out, { ...one(), segments }))).toEqual(already);
  });

  test("is not checked against other customers' reservations", async () => {
    const flight = await flightOnSale();
    await booked(flight);
    expect(await codeOf(hold(customer(), flight, one()))).toBe("OK");
  });

  test("is allowed when the earlier hold was replaced, given up or overdue", async () => {
    const [ctx, flight] = [customer(), await flightOnSale()];
    await hold(ctx, flight, one());
    const saver = { ...one(), segments: [{ flightId: flight, brand: "SAVER" }] };
    const second = await hold(ctx, flight, saver);
    await releaseHold(ctx, second);
    const third = await hold(ctx, flight, one());
    await moveDeadline(third.reservationId, -1);
    expect(await codeOf(hold(ctx, flight, one()))).toBe("OK");
  });

  test("of simultaneous requests only one gets the person on the flight", async () => {
    const [ctx, flight] = [customer(), await flightOnSale({ units: 20 })];
    const brands = ["SAVER", "STANDARD"];
    await Promise.all(
      Array.from({ length: 8 }, (_, n) => {
        const segments = [{ flightId: flight, brand: brands[n % 2] }];
        return codeOf(hold(ctx, flight, { ...one(), segments }));
      }),
    );
    const live = await database()
      .select()
      .from(reservations)
      .where(eq(reservations.customerId, ctx.actor.id));
    expect(live.filter((row) => row.status === "HELD")).toHaveLength(1);
  });
});

describe("the airline's staff", () => {
  const admin = { actor: { ...customer().actor, kind: "STAFF" as const, role: "ADMIN" as const } };

  test("see who is on a flight twice, and where else a passenger is booked at the time", async () => {
    const [flight, other] = [await flightOnSale(), await flightOnSale()];
    const person = adult("SEO", "YUNA");
    const paid = async (flightId: number, ...people: object[]) => {
      const ctx = customer();
      const held = await hold(ctx, flightId, { ...one(...people), adults: people.length });
      await acceptPayment(system, await paymentOf(ctx, held));
      return held;
    };
    const first = await paid(flight, person, adult("PARK", "BOM"));
    const second = await paid(flight, { ...person, givenName: "YU-NA" });
    const third = await paid(other, person);
    const rows = await passengerManifest(admin, flight);
    expect(rows.map((row) => [row.name, row.duplicate])).toEqual([
      ["PARK/BOM", false],
      ["SEO/YU-NA", true],
      ["SEO/YUNA", true],
    ]);
    const found = await sameTimeReservations(admin, first.reservationId);
    expect(found.map((each) => [each.passengerPosition, each.locator])).toEqual(
      [second.locator, third.locator].sort().map((locator) => [0, locator]),
    );
    expect(await codeOf(sameTimeReservations(customer(), first.reservationId))).toBe("FORBIDDEN");
  });
});

describe("one person on two flights at one time", () => {
  const asked = { overlapConfirmed: "overlappingFlights" };

  test("needs confirmation in a hold and when names are entered", async () => {
    const ctx = await booked(await flightOnSale());
    const other = await flightOnSale({ origin: "CJU", destination: "GMP" });
    expect(await fieldsOf(hold(ctx, other, one()))).toEqual(asked);
    const { reservationId } = await hold(ctx, other);
    const entry = { reservationId, passengers: [adult()], contact };
    expect(await fieldsOf(enterPassengers(ctx, entry))).toEqual(asked);
    await enterPassengers(ctx, { ...entry, overlapConfirmed: true });
    expect(await namesOf(reservationId)).toEqual(["KIM/MINJI"]);
  });

  test("needs no confirmation for other people, other times, or cancelled flights", async () => {
    const ctx = await booked(await flightOnSale());
    expect(await codeOf(hold(ctx, await flightOnSale(), one(adult("LEE"))))).toBe("OK");
    expect(await codeOf(hold(ctx, await flightOnSale({ departsInDays: 11 }), one()))).toBe("OK");
  });
});

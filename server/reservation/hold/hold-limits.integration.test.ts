import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { acceptPayment, releaseHold } from "@/server/reservation";
import {
  adult,
  customer,
  flightOnSale,
  hold,
  moveDeadline,
  named,
  paymentOf,
  policies,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import { connect } from "@/tools/test/test-server";

/** The next locators to be drawn; after them come real ones. */
const drawn: string[] = [];
vi.mock("@/server/reservation/domain/locator", async (original) => {
  const real = await original<typeof import("@/server/reservation/domain/locator")>();
  return { ...real, newLocator: () => drawn.shift() ?? real.newLocator() };
});

beforeAll(policies);
afterAll(closeDatabase);

describe("the same key", () => {
  test("gets the same answer, also after the hold was released and the flight is full", async () => {
    const flight = await flightOnSale({ units: 1 });
    const ctx = customer();
    const idempotencyKey = uuidv7();
    const first = await hold(ctx, flight, { idempotencyKey });
    await releaseHold(ctx, first);
    await hold(customer(), flight);
    expect(await hold(ctx, flight, { idempotencyKey })).toEqual(first);
  });

  test("of another customer is another hold", async () => {
    const flight = await flightOnSale();
    const idempotencyKey = uuidv7();
    const first = await hold(customer(), flight, { idempotencyKey });
    const second = await hold(customer(), flight, { idempotencyKey });
    expect(second.reservationId).not.toBe(first.reservationId);
  });
});

test("a hold is not returned again once its deadline has passed or it was released", async () => {
  const flight = await flightOnSale();
  const ctx = customer();
  const first = await hold(ctx, flight);
  await moveDeadline(first.reservationId, -1);
  const second = await hold(ctx, flight);
  expect(second.reservationId).not.toBe(first.reservationId);
  await releaseHold(ctx, second);
  const third = await hold(ctx, flight);
  expect(third.reservationId).not.toBe(second.reservationId);
});

test("a locator that exists already is drawn again", async () => {
  const flight = await flightOnSale();
  const { locator } = await hold(customer(), flight);
  drawn.push(locator, locator);
  const other = await hold(customer(), flight);
  expect(other.locator).not.toBe(locator);
  expect(drawn).toEqual([]);
  expect((await unitCounts(flight)).held).toBe(2);
});

describe("a seat cannot be held", () => {
  test("when it is sold", async () => {
    const flight = await flightOnSale({ units: 1 });
    const ctx = customer();
    await acceptPayment(system, await paymentOf(ctx, await hold(ctx, flight, named)));
    expect(await codeOf(hold(customer(), flight))).toBe("SOLD_OUT");
    expect(await unitCounts(flight)).toEqual({ sold: 1, held: 0, free: 0 });
  });

  test("but can when another claim hides it only for a moment", async () => {
    const flight = await flightOnSale({ units: 2 });
    const neighbour = await connect(process.env.DATABASE_URL ?? "");
    await neighbour.query("begin");
    await neighbour.query(`select from reservation.inventory_units where flight_id = ${flight} for update`);
    // The other claim ends once the first try has found nothing.
    const execute = database().execute.bind(database());
    const spy = vi.spyOn(database(), "execute").mockImplementation((async (query: SQL) => {
      const result = await execute(query);
      if (result.rows[0]?.held === false) await neighbour.query("rollback");
      return result;
    }) as never);
    try {
      expect(await codeOf(hold(customer(), flight))).toBe("OK");
    } finally {
      spy.mockRestore();
      await neighbour.end();
    }
  });
});

describe("a request for a hold is refused", () => {
  test("when the way back leaves before the way out arrives, or is the same flight", async () => {
    const out = await flightOnSale({ departsInDays: 9 });
    const back = await flightOnSale({ departsInDays: 5, origin: "CJU", destination: "GMP" });
    const both = (...ids: number[]) => ({
      segments: ids.map((flightId) => ({ flightId, brand: "STANDARD" as const })),
    });
    expect(await fieldsOf(hold(customer(), out, both(out, back)))).toEqual({
      segments: "returnBeforeDepart",
    });
    expect(await fieldsOf(hold(customer(), out, both(out, out)))).toEqual({ segments: "sameFlight" });
    expect((await unitCounts(out)).held).toBe(0);
  });

  test("when the two flights do not connect: another city, or no time to change", async () => {
    const out = await flightOnSale();
    const [again, tooSoon] = [
      await flightOnSale({ departsInDays: 20 }),
      await flightOnSale({ departsInDays: 10 + 80 / 1440, origin: "CJU", destination: "GMP" }),
    ];
    const together = (second: number) =>
      fieldsOf(
        hold(customer(), out, {
          segments: [out, second].map((flightId) => ({ flightId, brand: "STANDARD" as const })),
        }),
      );
    expect(await together(again)).toEqual({ segments: "segmentsDoNotConnect" });
    expect(await together(tooSoon)).toEqual({ segments: "connectionTooShort" });
    expect((await unitCounts(out)).held).toBe(0);
  });

  test("but not when the way back leaves from another airport of the same city, even under another name", async () => {
    await database().execute(sql`
      insert into reservation.airports (code, name_ko, name_en, city_ko, city_en, city_code, country, zone)
      values ('ICN', '인천국제공항', 'Incheon', '인천', 'Incheon', 'SEL', 'KR', 'Asia/Seoul') on conflict do nothing`);
    const out = await flightOnSale({ origin: "CJU", destination: "GMP" });
    const back = await flightOnSale({ departsInDays: 20, origin: "ICN", destination: "CJU" });
    const segments = [out, back].map((flightId) => ({ flightId, brand: "STANDARD" as const }));
    expect(await codeOf(hold(customer(), out, { segments }))).toBe("OK");
  });

  test("when the named people do not match the party: too many, of another type, of another age", async () => {
    const flight = await flightOnSale();
    const wish = (...passengers: object[]) => fieldsOf(hold(customer(), flight, { ...named, passengers }));
    const child = { ...adult(), type: "CHILD", birthDate: "2020-01-01" };
    expect(await wish(adult(), adult())).toEqual({ passengers: "partyChanged" });
    expect(await wish(child)).toMatchObject({ "passengers.0.type": "partyChanged" });
    expect(await wish({ ...adult(), birthDate: "2020-01-01" })).toEqual({
      "passengers.0.birthDate": "ageDoesNotMatchType",
    });
    expect((await unitCounts(flight)).held).toBe(0);
  });
});

describe("a client of the API with caps of its own", () => {
  const program = (holdCaps: { unpaid: number | null; perHour: number | null }) => ({
    ...{ ...customer(), clientId: "msa_test", holdCaps },
  });
  /** How many holds succeed, and how the next one is refused. */
  async function heldUntilRefused(ctx: ReturnType<typeof program>, wanted: number) {
    for (let n = 0; n < wanted; n++) await hold(ctx, await flightOnSale());
    return codeOf(hold(ctx, await flightOnSale()));
  }

  test("holds more than an account may, or less, and then no more", async () => {
    expect(await heldUntilRefused(program({ unpaid: 7, perHour: null }), 7)).toBe("TOO_MANY_HOLDS");
    expect(await heldUntilRefused(program({ unpaid: 2, perHour: null }), 2)).toBe("TOO_MANY_HOLDS");
  });

  test("without them holds as many as everybody", async () => {
    expect(await heldUntilRefused(program({ unpaid: null, perHour: null }), 5)).toBe("TOO_MANY_HOLDS");
  });

  test("makes as many in an hour as it was given", async () => {
    expect(await heldUntilRefused(program({ unpaid: 50, perHour: 3 }), 3)).toBe("RATE_LIMITED");
  });

  test("gives its account no more on the site", async () => {
    const ctx = program({ unpaid: 6, perHour: null });
    for (let n = 0; n < 5; n++) await hold(ctx, await flightOnSale());
    const { holdCaps, clientId, ...person } = ctx;
    expect(await codeOf(hold(person, await flightOnSale()))).toBe("TOO_MANY_HOLDS");
    expect((await hold(ctx, await flightOnSale())).locator).toHaveLength(6);
  });
});

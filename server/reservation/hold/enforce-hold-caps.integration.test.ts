import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { reservations } from "@/db/schema/reservation";
import { releaseHold } from "@/server/reservation";
import {
  customer,
  flightOnSale,
  hold,
  moveDeadline,
  named,
  policies,
  policiesWith,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";

/** Runs between a request's first count and its claim. */
const afterFacts: (() => Promise<void>)[] = [];
vi.mock("./hold-facts", async (original) => {
  const real = await original<typeof import("./hold-facts")>();
  const holdFacts: typeof real.holdFacts = async (...of) => {
    const facts = await real.holdFacts(...of);
    await afterFacts.shift()?.();
    return facts;
  };
  return { ...real, holdFacts };
});

/** Runs between its claim and its second count. */
const afterWrite: (() => Promise<void>)[] = [];
vi.mock("./write-hold", async (original) => {
  const real = await original<typeof import("./write-hold")>();
  const writeHold: typeof real.writeHold = async (...of) => {
    await real.writeHold(...of);
    await afterWrite.shift()?.();
  };
  return { ...real, writeHold };
});

/** Makes all callers wait until `count` of them have come. */
function meeting(count: number): () => Promise<void> {
  let left = count;
  let open = () => {};
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    if (--left === 0) open();
    return all;
  };
}

beforeAll(policies);
afterAll(closeDatabase);
afterEach(async () => policies());

type Customer = ReturnType<typeof customer>;
const heldSoFar = (ctx: Customer) =>
  database().$count(reservations, eq(reservations.customerId, ctx.actor.id));

describe("the cap", () => {
  test("of one address counts the live holds of all its customers, and no others", async () => {
    await policiesWith({ holdsPerAddress: 3 });
    const flight = await flightOnSale({ units: 9 });
    const neighbour = (): Customer => {
      const ctx = customer();
      return { actor: { ...ctx.actor, address: "192.0.2.7" } };
    };
    const givesUp = neighbour();
    await releaseHold(givesUp, await hold(givesUp, flight));
    await moveDeadline((await hold(neighbour(), flight)).reservationId, -1);
    for (let n = 0; n < 3; n++) await hold(neighbour(), flight);
    expect(await codeOf(hold(neighbour(), flight))).toBe("TOO_MANY_HOLDS");
    expect(await codeOf(hold(customer(), flight))).toBe("OK");
  });

  test("of one customer does not count holds that have ended", async () => {
    const ctx = customer();
    await releaseHold(ctx, await hold(ctx, await flightOnSale()));
    await moveDeadline((await hold(ctx, await flightOnSale())).reservationId, -1);
    for (let n = 0; n < 5; n++) await hold(ctx, await flightOnSale());
    const before = await heldSoFar(ctx);
    expect(await codeOf(hold(ctx, await flightOnSale()))).toBe("TOO_MANY_HOLDS");
    // The first count knows it already: no hold is written that would have to be released.
    expect(await heldSoFar(ctx)).toBe(before);
  });
});

describe("holds made at one moment", () => {
  test("do not exceed the cap, and a refused one holds no seat", async () => {
    const ctx = customer();
    const wishes: { flight: number; idempotencyKey: string }[] = [];
    for (let n = 0; n < 12; n++)
      wishes.push({ flight: await flightOnSale({ units: 1 }), idempotencyKey: uuidv7() });
    const ask = ({ flight, idempotencyKey }: (typeof wishes)[number]) =>
      codeOf(hold(ctx, flight, { idempotencyKey }));
    const codes = await Promise.all(wishes.map(ask));
    const [given, refused] = ["OK", "TOO_MANY_HOLDS"].map((code) =>
      wishes.filter((_, n) => codes[n] === code),
    );
    expect(given!.length).toBe(5);
    expect(refused!.length).toBe(7);
    for (const { flight } of given!) expect((await unitCounts(flight)).held).toBe(1);
    for (const { flight } of refused!) expect((await unitCounts(flight)).held).toBe(0);
  });

  test("are released one by one when all were written before the second count, until the cap is met", async () => {
    await policiesWith({ holdsPerAddress: 3 });
    const { actor } = customer();
    const travelling = Array.from({ length: 7 }, (_, n) => ({ actor: { ...actor, address: `on-way-${n}` } }));
    const neighbours = Array.from({ length: 5 }, () => ({
      actor: { ...customer().actor, address: "192.0.2.9" },
    }));
    const everybody = [...travelling, ...neighbours];
    const [read, written] = [meeting(everybody.length), meeting(everybody.length)];
    for (const _ of everybody) {
      afterFacts.push(read);
      afterWrite.push(written);
    }
    const flights = await Promise.all(everybody.map(() => flightOnSale()));
    const codes = await Promise.all(everybody.map((ctx, n) => codeOf(hold(ctx, flights[n] as number))));
    const given = (from: number, to: number) => codes.slice(from, to).filter((code) => code === "OK").length;
    expect({ ofCustomer: given(0, 7), fromAddress: given(7, 12) }).toEqual({ ofCustomer: 5, fromAddress: 3 });
  });

  test("are counted again once they are written; the key of a refused one may be used again", async () => {
    const ctx = customer();
    const flight = await flightOnSale({ units: 1 });
    const idempotencyKey = uuidv7();
    const others: Awaited<ReturnType<typeof hold>>[] = [];
    afterFacts.push(async () => {
      for (let n = 0; n < 5; n++) others.push(await hold(ctx, await flightOnSale()));
    });
    expect(await codeOf(hold(ctx, flight, { idempotencyKey }))).toBe("TOO_MANY_HOLDS");
    expect((await unitCounts(flight)).free).toBe(1);
    await releaseHold(ctx, others[0]!);
    expect(await codeOf(hold(ctx, flight, { idempotencyKey }))).toBe("OK");
    expect((await unitCounts(flight)).held).toBe(1);
  });

  test("leave the old hold in place when the hold that replaces it is refused", async () => {
    const ctx = customer();
    const [out, back] = [
      await flightOnSale(),
      await flightOnSale({ departsInDays: 20, origin: "CJU", destination: "GMP" }),
    ];
    const old = await hold(ctx, out, named);
    const segments = [out, back].map((flightId) => ({ flightId, brand: "STANDARD" }));
    // The same person on the way back, at the same moment.
    afterFacts.push(async () => void (await hold(ctx, back, named)));
    expect(await codeOf(hold(ctx, out, { ...named, segments }))).toBe("INVALID_INPUT");
    const [row] = await database().select().from(reservations).where(eq(reservations.id, old.reservationId));
    expect(row?.status).toBe("HELD");
    expect([(await unitCounts(out)).held, (await unitCounts(back)).held]).toEqual([1, 1]);
    expect(await heldSoFar(ctx)).toBe(2);
  });

  test("do not exceed the cap of their address either", async () => {
    await policiesWith({ holdsPerAddress: 3 });
    const flight = await flightOnSale({ units: 20 });
    const neighbours = Array.from({ length: 12 }, () => ({
      actor: { ...customer().actor, address: "192.0.2.8" },
    }));
    await Promise.all(neighbours.map((ctx) => codeOf(hold(ctx, flight))));
    expect((await unitCounts(flight)).held).toBe(3);
  });
});

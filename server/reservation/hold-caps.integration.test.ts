import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { reservations } from "@/db/schema/reservation";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";
import { releaseHold } from ".";
import { customer, flightOnSale, hold, moveDeadline, policies, unitCounts } from "./testing/fixtures";

const { caps } = vi.hoisted(() => ({ caps: { ofAddress: 50 } }));
vi.mock("@/server/shared/env", async (original) => {
  const real = await original<typeof import("@/server/shared/env")>();
  return { ...real, env: () => ({ ...real.env(), MAX_HOLDS_PER_ADDRESS: caps.ofAddress }) };
});

/** What happens between a request's first look and its claim. */
const afterFacts: (() => Promise<void>)[] = [];
vi.mock("./offer", async (original) => {
  const real = await original<typeof import("./offer")>();
  const holdFacts: typeof real.holdFacts = async (...of) => {
    const facts = await real.holdFacts(...of);
    await afterFacts.shift()?.();
    return facts;
  };
  return { ...real, holdFacts };
});

beforeAll(policies);
afterAll(closeDatabase);
afterEach(() => {
  caps.ofAddress = 50;
});

type Customer = ReturnType<typeof customer>;
const heldSoFar = (ctx: Customer) =>
  database().$count(reservations, eq(reservations.customerId, ctx.actor.id));

describe("the cap", () => {
  test("of one address counts the live holds of all its customers, and those alone", async () => {
    caps.ofAddress = 3;
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
    // Known beforehand: nothing is written that would have to be taken back, and told.
    expect(await heldSoFar(ctx)).toBe(before);
  });
});

describe("holds made at one moment", () => {
  test("are no more than the cap either, and what is refused holds no seat", async () => {
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
    expect(given!.length + refused!.length).toBe(wishes.length);
    expect(given!.length).toBeLessThanOrEqual(5);
    for (const { flight } of refused!) expect((await unitCounts(flight)).held).toBe(0);
  });

  test("are counted again once they are written; the key of one that is too many may be used again", async () => {
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

  test("nor more than the cap of their address", async () => {
    caps.ofAddress = 3;
    const flight = await flightOnSale({ units: 20 });
    const neighbours = Array.from({ length: 12 }, () => ({
      actor: { ...customer().actor, address: "192.0.2.8" },
    }));
    await Promise.all(neighbours.map((ctx) => codeOf(hold(ctx, flight))));
    expect((await unitCounts(flight)).held).toBeLessThanOrEqual(3);
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { getBookingByLocator, listTrips } from "@/server/reservation/queries";
import {
  customer,
  flightOnSale,
  hold,
  moveDeadline,
  named,
  policies,
} from "@/server/reservation/testing/fixtures";
import type { RequestContext } from "@/server/shared/context";
import { codeOf } from "@/server/shared/testing/outcome";

beforeAll(policies);
afterAll(closeDatabase);

const held = async (ctx: RequestContext) => hold(ctx, await flightOnSale(), named);

describe("a booking by its locator", () => {
  test("opens for its customer, however the locator is typed", async () => {
    const ctx = customer();
    const { locator, reservationId } = await held(ctx);
    const typed = `${locator.slice(0, 3)}-${locator.slice(3)}`.toLowerCase();
    expect((await getBookingByLocator(ctx, typed)).id).toBe(reservationId);
  });

  test("does not open for other customers, nor by its locator alone", async () => {
    const { locator } = await held(customer());
    const anyone: RequestContext = { actor: { kind: "ANONYMOUS", address: "somewhere" } };
    expect(await codeOf(getBookingByLocator(customer(), locator))).toBe("NOT_FOUND");
    expect(await codeOf(getBookingByLocator(anyone, locator))).toBe("UNAUTHENTICATED");
    expect(await codeOf(getBookingByLocator(customer(), "not a locator"))).toBe("NOT_FOUND");
  });
});

describe("the list of trips", () => {
  test("shows an unpaid hold with its countdown until the deadline, and not after it", async () => {
    const ctx = customer();
    const { reservationId, locator } = await held(ctx);
    const [trip] = await listTrips(ctx);
    expect(trip).toMatchObject({ locator, status: "HELD", past: false, passengers: 1 });
    expect(Date.parse(trip?.paymentDeadline ?? "")).toBeGreaterThan(Date.parse(trip?.now ?? ""));
    await moveDeadline(reservationId, -1_000);
    expect(await listTrips(ctx)).toEqual([]);
  });
});

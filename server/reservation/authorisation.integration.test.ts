import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";
import {
  acceptPayment,
  cancelReservation,
  cancelReservationsOnFlight,
  chooseSeats,
  closeSale,
  enterPassengers,
  expireHold,
  expireOverdueHolds,
  exportManifest,
  exportReservations,
  overdueHoldsBeingPaid,
  payableReservation,
  previewFlightCancellation,
  quoteRefundOf,
  releaseHold,
  seatParty,
  sellFlights,
} from ".";
import {
  cancellationFigures,
  cancellationResult,
  countReservations,
  dailyFigures,
  decidedPayments,
  departureFigures,
  findReservations,
  flightLoads,
  getBooking,
  getBookingByLocator,
  getReservationForAdmin,
  getSeatMap,
  holdsInTheWay,
  listTrips,
  passengerManifest,
  routeLoads,
  sameTimeReservations,
} from "./queries";
import { customer, flightOnSale, hold, named, paymentOf, policies, system } from "./testing/fixtures";

const owner = customer();
const anonymous: RequestContext = { actor: { kind: "ANONYMOUS", address: "10.0.0.1" } };
const admin: RequestContext = {
  actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "10.0.0.2" },
};

let flightId: number;
let held: { reservationId: string; locator: string };
let created: { reservationId: string; quoteId: string };

beforeAll(async () => {
  await policies();
  flightId = await flightOnSale();
  held = await hold(owner, flightId, named);
  const { reservationId } = await hold(owner, await flightOnSale(), named);
  await acceptPayment(system, await paymentOf(owner, { reservationId }));
  created = { reservationId, quoteId: (await quoteRefundOf(owner, { reservationId })).quoteId };
});
afterAll(closeDatabase);

type Door = (ctx: RequestContext) => Promise<unknown>;
const outcome = (open: Door, ctx: RequestContext) => codeOf((async () => open(ctx))());
const rows = (doors: Record<string, Door>) => Object.entries(doors);
const segment = () => ({ reservationId: held.reservationId, segmentPosition: 0 });

/** The last one is the one that ends what the others need. */
const ownDoors: Record<string, Door> = {
  enterPassengers: (ctx) => enterPassengers(ctx, { ...held, ...named }),
  chooseSeats: (ctx) => chooseSeats(ctx, { ...segment(), seats: [{ passengerPosition: 0, seat: "1A" }] }),
  seatParty: (ctx) => seatParty(ctx, segment()),
  payableReservation: (ctx) => payableReservation(ctx, held),
  getBooking: (ctx) => getBooking(ctx, held.reservationId),
  getBookingByLocator: (ctx) => getBookingByLocator(ctx, held.locator),
  getSeatMap: (ctx) => getSeatMap(ctx, held.reservationId, 0),
  quoteRefundOf: (ctx) => quoteRefundOf(ctx, created),
  cancelReservation: (ctx) => cancelReservation(ctx, created),
  releaseHold: (ctx) => releaseHold(ctx, held),
};

/** What staff do on a customer's behalf: server/shared/staff-matrix.integration.test.ts says who may. */
const served = new Set(["chooseSeats", "seatParty", "getSeatMap", "quoteRefundOf", "cancelReservation"]);

describe("a member's own business", () => {
  test.each([
    ...rows(ownDoors),
    ["holdSeats", (ctx) => hold(ctx, flightId, named)],
    ["listTrips", listTrips],
    [
      "holdsInTheWay",
      (ctx) => holdsInTheWay(ctx, { segments: [{ flightId, brand: "STANDARD" }], idempotencyKey: uuidv7() }),
    ],
  ] as [string, Door][])("%s needs a member", async (_, open) => {
    expect(await outcome(open, anonymous)).toBe("UNAUTHENTICATED");
    expect(await outcome(open, system)).toBe("UNAUTHENTICATED");
  });

  test.each(rows(ownDoors))("%s does not find another member's", async (name, open) => {
    expect(await outcome(open, customer())).toBe("NOT_FOUND");
    if (!served.has(name)) expect(await outcome(open, admin)).toBe("NOT_FOUND");
  });

  test.each(rows(ownDoors))("%s is open to the owner", async (_, open) => {
    expect(await outcome(open, owner)).toBe("OK");
  });
});

describe("the airline's staff only", () => {
  test.each(
    rows({
      previewFlightCancellation: (ctx) => previewFlightCancellation(ctx, flightId),
      cancellationResult: (ctx) => cancellationResult(ctx, flightId),
      getReservationForAdmin: (ctx) => getReservationForAdmin(ctx, held.reservationId),
      findReservations: (ctx) => findReservations(ctx, { q: held.locator }),
      sameTimeReservations: (ctx) => sameTimeReservations(ctx, held.reservationId),
      countReservations: (ctx) => countReservations(ctx, {}, 1),
      exportReservations: (ctx) => exportReservations(ctx, { q: held.locator }),
      exportManifest: (ctx) => exportManifest(ctx, flightId, {}),
      passengerManifest: (ctx) => passengerManifest(ctx, flightId),
      flightLoads: (ctx) => flightLoads(ctx, [flightId]),
      dailyFigures: (ctx) => dailyFigures(ctx, { from: "2026-01-01", to: "2026-01-02" }),
      departureFigures: (ctx) => departureFigures(ctx, "2026-01-01"),
      cancellationFigures: (ctx) => cancellationFigures(ctx, { from: "2026-01-01", to: "2026-01-02" }),
      routeLoads: (ctx) => routeLoads(ctx, "2026-01-01"),
    }),
  )("%s", async (_, open) => {
    expect(await outcome(open, anonymous)).toBe("UNAUTHENTICATED");
    expect(await outcome(open, owner)).toBe("FORBIDDEN");
    expect(await outcome(open, admin)).toBe("OK");
  });
});

describe("reactions and sweeps only", () => {
  const unknown = { reservationId: uuidv7() };
  test.each(
    rows({
      acceptPayment: (ctx) => acceptPayment(ctx, { ...unknown, paymentId: uuidv7(), amount: 1 }),
      expireHold: (ctx) => expireHold(ctx, unknown),
      expireOverdueHolds: (ctx) => expireOverdueHolds(ctx),
      overdueHoldsBeingPaid: (ctx) => overdueHoldsBeingPaid(ctx, async () => []),
      sellFlights: (ctx) => sellFlights(ctx, { flights: [], airports: [], aircraft: [] }),
      decidedPayments: (ctx) => decidedPayments(ctx, [uuidv7()]),
      closeSale: (ctx) => closeSale(ctx, { flightId: 1_000_000 }),
      cancelReservationsOnFlight: (ctx) => cancelReservationsOnFlight(ctx, { flightId: 1_000_000 }),
    }),
  )("%s", async (_, open) => {
    expect(await outcome(open, admin)).toBe("FORBIDDEN");
    expect(await outcome(open, owner)).toBe("FORBIDDEN");
    expect(await outcome(open, anonymous)).toBe("FORBIDDEN");
  });
});

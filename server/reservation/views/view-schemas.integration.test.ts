import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { closeDatabase } from "@/db/client";
import {
  acceptPayment,
  cancelReservation,
  chooseSeats,
  closeSale,
  quoteRefundOf,
} from "@/server/reservation";
import * as queries from "@/server/reservation/queries";
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
import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";
import { bookingView, holdsInTheWayView, tripSummary } from "./booking-schemas";
import {
  airportOption,
  foundFlight,
  lowestTotal,
  passengerRulesView,
  publicBrandRule,
  refundTermsView,
  routeOnSale,
} from "./offer-schemas";
import { orderView } from "./order-schemas";
import { cancellationFiguresRow, routeLoadRow } from "./overview-schemas";
import { offeredRefund } from "./refund-schemas";
import { seatMap } from "./seat-map-schemas";
import {
  cabinLoad,
  cancellationResultView,
  dailyFiguresRow,
  departureFiguresView,
  foundReservation,
  manifestRow,
  sameTimeReservation,
} from "./staff-schemas";

const owner = customer();
const admin: RequestContext = {
  actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "10.0.0.2" },
};
const today = toLocal(new Date(), KOREA_ZONE).date;
const day = toLocal(new Date(Date.now() + 10 * 86_400_000), KOREA_ZONE).date;

let paidFlight: number;
let cancelledFlight: number;
let cancelledTrip: string;
let held: { reservationId: string; locator: string };
let paid: { reservationId: string; locator: string };

async function book(ctx: ReturnType<typeof customer>, flightId: number) {
  const booked = await hold(ctx, flightId, { ...named, passengers: [adult("PARK", "JIWOO")] });
  await acceptPayment(system, await paymentOf(ctx, booked));
  return booked;
}

beforeAll(async () => {
  await policies();
  paidFlight = await flightOnSale();
  paid = await book(owner, paidFlight);
  const seats = [{ passengerPosition: 0, seat: "3A", exitConditionsAccepted: false }];
  await chooseSeats(owner, { ...paid, segmentPosition: 0, seats });
  // Another customer's reservation with the same passenger at the same time.
  await book(customer(), paidFlight);
  held = await hold(owner, await flightOnSale());
  cancelledFlight = await flightOnSale();
  const cancelled = await book(owner, cancelledFlight);
  cancelledTrip = cancelled.reservationId;
  await cancelReservation(owner, { ...cancelled, ...(await quoteRefundOf(owner, cancelled)) });
  await closeSale(system, { flightId: cancelledFlight });
});
afterAll(closeDatabase);

/** The schemas are strict: a column that is missing, of another type, or not in the schema fails. */
describe("a view returns what its schema says", () => {
  const journey = { from: "GMP", to: "CJU" };
  const period = { from: addDays(today, -1), to: today };
  const some = <T extends z.ZodType>(schema: T) => z.array(schema).nonempty();
  const wish = { segments: [{ flightId: 0, brand: "STANDARD" as const }], idempotencyKey: uuidv7() };

  test.each<[string, z.ZodType, () => Promise<unknown>]>([
    ["getBooking, held without names", bookingView, () => queries.getBooking(owner, held.reservationId)],
    ["getBooking, paid", bookingView, () => queries.getBooking(owner, paid.reservationId)],
    ["getBookingByLocator", bookingView, () => queries.getBookingByLocator(owner, paid.locator)],
    ["getReservationForAdmin", bookingView, () => queries.getReservationForAdmin(admin, paid.reservationId)],
    ["orderOfReservation, held", orderView, () => queries.orderOfReservation(admin, held.reservationId)],
    ["orderOfReservation, paid", orderView, () => queries.orderOfReservation(admin, paid.reservationId)],
    ["orderOfReservation, cancelled", orderView, () => queries.orderOfReservation(admin, cancelledTrip)],
    ["findTrip", bookingView, () => queries.findTrip(owner, { locator: paid.locator, surname: "PARK" })],
    ["listTrips", some(tripSummary), () => queries.listTrips(owner)],
    ["getSeatMap", seatMap, () => queries.getSeatMap(owner, paid.reservationId, 0)],
    ["quoteRefundOf", offeredRefund, () => quoteRefundOf(owner, paid)],
    [
      "holdsInTheWay",
      holdsInTheWayView,
      () =>
        queries.holdsInTheWay(owner, { ...wish, segments: [{ ...wish.segments[0]!, flightId: paidFlight }] }),
    ],
    [
      "searchFlights",
      some(foundFlight),
      () => queries.searchFlights({ ...journey, date: day, adults: 1, children: 0, infants: 0 }),
    ],
    ["lowestTotals", some(lowestTotal), () => queries.lowestTotals({ ...journey, first: day, last: day })],
    ["brandRules", some(publicBrandRule), queries.brandRules],
    ["listAirports", some(airportOption), queries.listAirports],
    ["routesBetween", some(routeOnSale), () => queries.routesBetween("GMP", "CJU")],
    ["passengerRules", passengerRulesView, queries.passengerRules],
    [
      "refundTerms",
      some(refundTermsView),
      () => queries.refundTerms([{ brand: "STANDARD", international: true }], today),
    ],
    [
      "findReservations",
      some(foundReservation),
      async () => (await queries.findReservations(admin, { q: "" })).rows,
    ],
    ["passengerManifest", some(manifestRow), () => queries.passengerManifest(admin, paidFlight)],
    ["flightLoads", some(cabinLoad), () => queries.flightLoads(admin, [paidFlight])],
    [
      "cancellationFigures",
      z.array(cancellationFiguresRow),
      () => queries.cancellationFigures(admin, period),
    ],
    ["routeLoads", some(routeLoadRow), () => queries.routeLoads(admin, addDays(today, 7))],
    ["dailyFigures", some(dailyFiguresRow), () => queries.dailyFigures(admin, period)],
    ["departureFigures", departureFiguresView, () => queries.departureFigures(admin, day)],
    ["cancellationResult", cancellationResultView, () => queries.cancellationResult(admin, cancelledFlight)],
    [
      "sameTimeReservations",
      some(sameTimeReservation),
      () => queries.sameTimeReservations(admin, paid.reservationId),
    ],
  ])("%s", async (_, schema, read) => {
    expect(schema.safeParse(await read()).error?.issues).toBeUndefined();
  });
});

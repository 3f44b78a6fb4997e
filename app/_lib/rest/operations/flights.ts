import { z } from "zod";
import { statusOf } from "@/app/_lib/flight-status";
import { operation } from "@/app/_lib/rest/operation";
import { named } from "@/app/_lib/rest/schema-names";
import {
  listAirports as airportsOnSale,
  availability,
  availabilityAgeMs,
  availableDays,
  brandRules,
  fareCalendar,
  fareCalendarAgeMs,
  searchOffers as offersOf,
  passengerRules,
  refundTerms,
  routesBetween,
} from "@/server/reservation/queries";
import { availabilityInput, calendarInput, placeCode, searchInput } from "@/server/reservation/schemas";
import {
  airportOption,
  availabilityView,
  fareCalendarView,
  foundFlight,
  lowestTotal,
  offersView,
  passengerRulesView,
  publicBrandRule,
  refundTermsView,
  routeOnSale,
} from "@/server/reservation/view-schemas";
import { flightStatusesAgeMs } from "@/server/schedule/queries";
import { flightStatusesView, flightStatusView } from "@/server/schedule/schemas";
import { fareBrands, flightScopes } from "@/server/shared/fare-terms";
import { flightDate, int4IdText } from "@/server/shared/fields";
import { addDays } from "@/server/shared/time";

const MAX_DAYS = 92;

const from = placeCode.meta({
  description:
    "An airport (`GMP`), or all airports of a city (`SEL`). A city with the code of one of its airports is `SHA-ALL`.",
});
const to = placeCode.meta({ description: "Written as `from`." });

export const listAirports = operation({
  ...{ id: "listAirports", method: "GET", path: "/airports", tag: "Flights" },
  summary: "The airports that are served",
  description: "Korean ones first. A flight search takes an airport, or the city of several.",
  ...{ scope: null, response: z.array(named("Airport", airportOption)) },
  run: () => airportsOnSale(),
});

export const listRoutes = operation({
  ...{ id: "listRoutes", method: "GET", path: "/routes", tag: "Flights" },
  summary: "The routes on sale between two places",
  description: "Between all airports of their cities: another airport of the city may have a flight.",
  ...{ scope: null, query: z.object({ from, to }) },
  response: z.array(named("Route", routeOnSale)),
  run: (_ctx, { query }) => routesBetween(query.from, query.to),
});

export const listFareBrands = operation({
  ...{ id: "listFareBrands", method: "GET", path: "/fare-brands", tag: "Flights" },
  summary: "What each fare brand includes and allows today",
  ...{ scope: null, response: z.array(named("FareBrand", publicBrandRule)).readonly() },
  run: () => brandRules(),
});

export const getPassengerRules = operation({
  ...{ id: "getPassengerRules", method: "GET", path: "/passenger-rules", tag: "Flights" },
  summary: "Who counts as adult, child and infant today",
  ...{ scope: null, response: named("PassengerRules", passengerRulesView) },
  run: () => passengerRules(),
});

export const listRefundTerms = operation({
  ...{ id: "listRefundTerms", method: "GET", path: "/refund-terms", tag: "Flights" },
  summary: "What a cancellation costs",
  description: "The fees of one brand for tickets that are bought on a day.",
  scope: null,
  query: z.object({
    brand: z.enum(fareBrands),
    scope: z.enum(flightScopes),
    date: flightDate("date").meta({ description: "The Korean day of the purchase." }),
  }),
  response: z.array(named("RefundTerms", refundTermsView)),
  run: (_ctx, { query: { brand, scope, date } }) =>
    refundTerms([{ brand, international: scope === "INTERNATIONAL" }], date),
});

export const listFares = operation({
  ...{ id: "listFares", method: "GET", path: "/fares", tag: "Flights" },
  summary: "The lowest total of each day",
  description: `For one adult, from \`first\` to \`last\`, at most ${MAX_DAYS} days.`,
  scope: null,
  query: z.object({ from, to, first: flightDate("date"), last: flightDate("date") }),
  response: z.array(named("LowestTotal", lowestTotal)),
  run: (_ctx, { query }) => {
    const limit = addDays(query.first, MAX_DAYS);
    return availableDays({ ...query, last: query.last < limit ? query.last : limit });
  },
});

named("OfferedFlight", foundFlight);

export const getAvailability = operation({
  ...{ id: "getAvailability", method: "GET", path: "/availability", tag: "Flights" },
  summary: "What is free, at most two seconds old",
  description: [
    "The flights of a day (`date`) with their fares for a party, or the lowest total of each day (`first` to `last`).",
    "The same answer for everybody: caches may share it, and nothing in it depends on the account or the language.",
    "It is for looking: only the hold says whether seats are still there.",
  ].join(" "),
  scope: null,
  query: availabilityInput,
  response: named("Availability", availabilityView),
  ageMs: availabilityAgeMs,
  errors: ["WAITING_ROOM"],
  run: (ctx, { query: { date, first = "", last = "", from: origin, to: destination, ...party } }) => {
    const way = { from: origin, to: destination };
    return availability(date === undefined ? { ...way, first, last } : { ...way, date, ...party }, ctx);
  },
});

export const getFareCalendar = operation({
  ...{ id: "getFareCalendar", method: "GET", path: "/fare-calendar", tag: "Flights" },
  summary: "The lowest total of 60 days, there and back",
  description: [
    "For one adult and one way, from `first` on (the local day of departure), at most two seconds old.",
    "The same answer for everybody: caches may share it.",
  ].join(" "),
  scope: null,
  query: calendarInput,
  response: named("FareCalendar", fareCalendarView),
  ageMs: fareCalendarAgeMs,
  run: (_ctx, { query }) => fareCalendar(query),
});

named("FlightStatus", flightStatusView);

export const getFlightStatus = operation({
  ...{ id: "getFlightStatus", method: "GET", path: "/flight-status", tag: "Flights" },
  summary: "The flights of a day with their states",
  description: [
    "By number (`flight`), or between two places (`from` and `to`). From 3 days ago to 30 days ahead.",
    "The state follows from the expected times. At most two seconds old, the same answer for everybody.",
  ].join(" "),
  scope: null,
  query: z
    .object({
      date: flightDate("date").meta({ description: "The local day of departure." }),
      flight: z.string().min(1).max(10).optional().meta({ description: "`MA101`, or the number alone." }),
      from: from.optional(),
      to: to.optional(),
    })
    .superRefine(({ flight, from: origin, to: destination }, c) => {
      const report = (path: string, message: string) => c.addIssue({ code: "custom", path: [path], message });
      if (flight === undefined && origin === undefined) report("flight", "required");
      else if (flight === undefined && destination === undefined) report("to", "required");
      else if (flight !== undefined && (origin ?? destination) !== undefined) report("flight", "invalid");
    }),
  response: named("FlightStatuses", flightStatusesView),
  ageMs: flightStatusesAgeMs,
  run: (_ctx, { query: { date, flight, from: origin = "", to: destination = "" } }) =>
    statusOf(flight === undefined ? { date, from: origin, to: destination } : { date, flight }),
});

const { adults, children, infants } = searchInput.shape;

export const searchOffers = operation({
  ...{ id: "searchOffers", method: "GET", path: "/offers", tag: "Flights" },
  summary: "The flights of a day with their fares",
  description: [
    "One way, or with `return` both ways: the total of a return trip is the sum of one fare of each way.",
    "Ask again with the chosen flight as `outbound`: then `inbound` has the flights that can be held together with it.",
    "Seats that the account holds itself count as free.",
  ].join(" "),
  scope: null,
  query: z.object({
    ...{ from, to },
    depart: flightDate("date").meta({ description: "The local day of departure." }),
    return: flightDate("date").optional().meta({ description: "The local day of the way back." }),
    ...{ adults, children, infants },
    outbound: int4IdText.optional().meta({ description: "The `flightId` of the chosen flight out." }),
  }),
  response: named("Offers", offersView),
  errors: ["WAITING_ROOM"],
  run: (ctx, { query }) => offersOf(ctx, { ...query, trip: query.return ? "return" : "oneway" }),
});

import { z } from "zod";
import { operation } from "@/app/_lib/rest/operation";
import { named } from "@/app/_lib/rest/schema-names";
import {
  listAirports as airportsOnSale,
  brandRules,
  lowestTotals,
  searchOffers as offersOf,
  passengerRules,
  refundTerms,
  routesBetween,
} from "@/server/reservation/queries";
import { placeCode, searchInput } from "@/server/reservation/schemas";
import {
  airportOption,
  foundFlight,
  lowestTotal,
  offersView,
  passengerRulesView,
  publicBrandRule,
  refundTermsView,
  routeOnSale,
} from "@/server/reservation/view-schemas";
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
    return lowestTotals({ ...query, last: query.last < limit ? query.last : limit });
  },
});

named("OfferedFlight", foundFlight);
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
  run: (ctx, { query }) => offersOf(ctx, { ...query, trip: query.return ? "return" : "oneway" }),
});

import { z } from "zod";
import { cabin, fareBrand, flightScope } from "@/server/reservation/term-schemas";
import { count, day, instant, won } from "./field-schemas";

/** What is on sale, and by which rules: the public views. */

const byScope = z.strictObject({ DOMESTIC: z.number().int(), INTERNATIONAL: z.number().int() });

export const publicBrandRule = z
  .strictObject({
    brand: fareBrand,
    cabin,
    nameKo: z.string(),
    nameEn: z.string(),
    seatSharePercent: z.number(),
    checkedBaggageKg: byScope,
    carryOnKg: z.number(),
    changeFeeKrw: byScope,
    refundable: z.boolean(),
    mileageRatePercent: z.number(),
    validFrom: day,
    validTo: day.nullable(),
  })
  .meta({ description: "What a brand includes and allows. Fees are in whole won per passenger and flight." });
export type PublicBrandRule = z.output<typeof publicBrandRule>;

const fareOption = z.strictObject({
  brand: fareBrand,
  cabin,
  adultAmount: won.meta({ description: "Price for one adult with all charges, in whole won." }),
  totalAmount: won.meta({ description: "Price for the whole party with all charges, in whole won." }),
  left: count.meta({ description: "Seats the party may still take at this fare, counted up to 9." }),
  enough: z.boolean().meta({ description: "True when `left` is enough for the party." }),
});
export type FareOption = z.output<typeof fareOption>;

export const foundFlight = z
  .strictObject({
    flightId: z.number().int(),
    designator: z.string(),
    origin: z.string(),
    destination: z.string(),
    originZone: z.string(),
    destinationZone: z.string(),
    departsAt: instant,
    arrivesAt: instant,
    departureDate: day,
    arrivalDate: day,
    aircraftKo: z.string(),
    aircraftEn: z.string(),
    international: z.boolean(),
    fares: z.array(fareOption),
  })
  .meta({ description: "A flight found by a search, with its fares." });
export type FoundFlight = z.output<typeof foundFlight>;

export const offersView = z
  .strictObject({
    outbound: z.array(foundFlight),
    inbound: z.array(foundFlight).meta({ description: "Those of the way back; none for one way." }),
  })
  .meta({
    description:
      "The flights on sale with the fares of each brand for the party. A return trip costs the sum of both ways.",
  });
export type Offers = z.output<typeof offersView>;

export const lowestTotal = z.strictObject({
  date: day,
  amount: won.meta({
    description: "The lowest price of that day for one adult with all charges, in whole won.",
  }),
});
export type LowestTotal = z.output<typeof lowestTotal>;

const directionFares = z.strictObject({
  days: z.array(lowestTotal).meta({ description: "The days with a seat." }),
  soldOut: z.array(day).meta({ description: "The days whose flights have no seat left." }),
});
export type DirectionFares = z.output<typeof directionFares>;

export const fareCalendarView = z
  .strictObject({ first: day, last: day, out: directionFares, back: directionFares })
  .meta({
    description:
      "The lowest one-way total of each day for one adult, there (`out`) and back. A day in neither list of a direction has no flight for sale.",
  });
export type FareCalendar = z.output<typeof fareCalendarView>;

/** The flights of a day, or the days of a range: what was asked for. */
export const availabilityView = z
  .strictObject({ flights: z.array(foundFlight).optional(), days: z.array(lowestTotal).optional() })
  .meta({
    description: "What is free, at most two seconds old. A hold alone says whether seats are still there.",
  });
export type Availability = z.output<typeof availabilityView>;

export const airportOption = z.strictObject({
  code: z.string(),
  nameKo: z.string(),
  nameEn: z.string(),
  cityKo: z.string(),
  cityEn: z.string(),
  cityCode: z.string().meta({
    description:
      "The city that the airport is searched with (`SEL`), or the airport's own code if it is alone.",
  }),
  country: z.string(),
  zone: z.string(),
});
export type AirportOption = z.output<typeof airportOption>;

export const routeOnSale = z.strictObject({ from: z.string(), to: z.string() });
export type RouteOnSale = z.output<typeof routeOnSale>;

const passengerRuleRow = z.strictObject({
  scope: flightScope,
  childUnderAge: z.number().int(),
  infantUnderAge: z.number().int(),
  infantFromDays: z.number().int(),
  ageCountedOn: z.enum(["EACH_FLIGHT", "FIRST_FLIGHT"]),
  aloneFromAge: z.number().int(),
  infantsPerAdult: z.number().int(),
  source: z.string(),
  validFrom: day,
  validTo: day.nullable(),
});

export const passengerRulesView = z
  .strictObject({ DOMESTIC: passengerRuleRow, INTERNATIONAL: passengerRuleRow })
  .meta({ description: "Who counts as adult, child and infant, by the scope of the trip." });
export type PassengerRules = z.output<typeof passengerRulesView>;

export const refundTermsView = z
  .strictObject({
    scope: flightScope,
    brand: fareBrand,
    freeWithinHoursOfPurchase: z.number(),
    freeFromDaysToDeparture: z.number().nullable(),
    noShowMinutes: z.number().nullable().meta({
      description: "Minutes before departure from which the no-show fee applies; null without such a rule.",
    }),
    fees: z
      .array(z.strictObject({ minDaysToDeparture: z.number(), feeKrw: won, farePercent: z.number() }))
      .meta({ description: "From long before departure to short before it; -1 day is the no-show fee." }),
  })
  .meta({ description: "What a passenger pays to cancel one flight, as shown before payment." });
export type RefundTerms = z.output<typeof refundTermsView>;

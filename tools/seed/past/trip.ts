import type { FareBrandRule } from "@/server/reservation/domain/fare-brand";
import { type PriceLine, priceItinerary } from "@/server/reservation/domain/pricing";
import { brandRule, type SalePolicies } from "@/server/reservation/shop/sale-policies";
import type { Cabin, FareBrand, PassengerType } from "@/server/shared/fare-terms";
import { KOREA_ZONE, type LocalDate, toLocal } from "@/server/shared/time";
import { fareKrw } from "@/tools/seed/data/fares";
import type { Chance } from "./chance";
import { HOUR, iso, MINUTE } from "./chance";
import { type DatedFlight, eventFlight } from "./dated-flights";
import { type Member, type Person, personOf } from "./people";

export type Traveller = Person & { id: string; type: PassengerType };

export type Leg = {
  id: string;
  flight: DatedFlight;
  brand: FareBrand;
  cabin: Cabin;
  rule: FareBrandRule;
  adultFare: number;
  /** Units of everybody with a seat; none once the trip was given up. */
  units: number[];
  /** Seats in the order of the travellers who need one; none when nobody chose. */
  seats: string[];
};

/** What became of a trip after it was held. Moments are milliseconds since 1970. */
export type Fate =
  | { kind: "KEPT" }
  | { kind: "UNPAID" }
  | { kind: "CANCELLED"; at: number }
  | { kind: "AIRLINE"; at: number; reason: string; flight: DatedFlight }
  | { kind: "NO_SHOW"; at: number; leg: number };

export type Trip = {
  id: string;
  locator: string;
  member: Member;
  heldAt: number;
  paidAt: number;
  legs: Leg[];
  travellers: Traveller[];
  counts: { adults: number; children: number; infants: number };
  lines: readonly PriceLine[];
  total: number;
  fate: Fate;
  chance: Chance;
};

export type Wish = {
  locator: string;
  member: Member;
  heldAt: number;
  flights: readonly DatedFlight[];
  brand: FareBrand;
  types: readonly PassengerType[];
};

const cabinOf = (brand: FareBrand): Cabin => (brand === "BUSINESS" ? "BUSINESS" : "ECONOMY");

/** How long before departure somebody buys at the latest. The sale ends 30 and 60 minutes before. */
export const LAST_SALE_MS = 2 * HOUR;

/** Sells a trip, priced as on the day of its sale. Null when a flight has too few units left of the brand. */
export function sellTrip(wish: Wish, policies: SalePolicies, chance: Chance): Trip | null {
  const { member, heldAt, flights, brand, types } = wish;
  const seated = types.filter((type) => type !== "INFANT").length;
  const issueDate = toLocal(iso(heldAt), KOREA_ZONE).date;
  const legs: Leg[] = [];
  for (const flight of flights) {
    const units = flight.stock.takeUnits(cabinOf(brand), flight.limits[brand] ?? 0, seated);
    if (!units) {
      for (const leg of legs) leg.flight.stock.returnUnits(leg.cabin, leg.units);
      return null;
    }
    legs.push({ ...legOf(flight, brand, issueDate, policies), id: chance.id(heldAt), units, seats: [] });
  }
  const travellers = travellersOf(wish, chance);
  const { lines, total } = priceItinerary({
    segments: legs.map(({ flight, adultFare }) => ({ ...flight, adultFareKrw: adultFare })),
    passengers: travellers,
    issueDate,
    policies: policies.PRICING,
  });
  return {
    ...{ id: chance.id(heldAt), locator: wish.locator, member, heldAt, legs, travellers, lines, chance },
    paidAt: heldAt + chance.between(2 * MINUTE, 11 * MINUTE),
    counts: countsOf(types),
    total: total.amount,
    fate: { kind: "KEPT" },
  };
}

function legOf(flight: DatedFlight, brand: FareBrand, issueDate: LocalDate, policies: SalePolicies) {
  const adultFare = fareKrw(flight, brand, flight.departureDate, issueDate);
  const rule = brandRule(policies.FARE_BRANDS, brand, issueDate);
  return { flight, brand, cabin: cabinOf(brand), rule, adultFare };
}

/** The member travels too, with people of the same surname. */
function travellersOf({ member, heldAt, flights, types }: Wish, chance: Chance): Traveller[] {
  const day = flights[0]?.departureDate ?? "";
  return types.map((type, n) => ({
    ...(n === 0 ? member : personOf(type, day, chance, chance.isIn(0.7) ? member : undefined)),
    id: chance.id(heldAt),
    type,
  }));
}

const countsOf = (types: readonly PassengerType[]) => {
  const of = (wanted: PassengerType) => types.filter((type) => type === wanted).length;
  return { adults: of("ADULT"), children: of("CHILD"), infants: of("INFANT") };
};

/** Everybody who chooses seats does so before paying. */
export function chooseSeats(trip: Trip): void {
  const seated = trip.travellers.filter(({ type }) => type !== "INFANT").length;
  for (const leg of trip.legs) leg.seats = leg.flight.stock.takeSeats(leg.cabin, seated);
}

/** The seats of a leg as events have them. */
export const seatsOfLeg = ({ travellers }: Trip, { seats }: Leg) =>
  travellers
    .filter(({ type }) => type !== "INFANT")
    .flatMap(({ id: passengerId }, n) => {
      const seat = seats[n];
      return seat ? [{ passengerId, seat }] : [];
    });

/** A flight of a trip as its events have it. */
export const eventLeg = (trip: Trip, leg: Leg) => ({
  ...eventFlight(leg.flight),
  id: leg.id,
  brand: leg.brand,
  cabin: leg.cabin,
  mileageRatePercent: leg.rule.mileageRatePercent,
  checkedBaggageKg: leg.rule.checkedBaggageKg[leg.flight.scope],
  seats: seatsOfLeg(trip, leg),
  changedTypes: [],
});

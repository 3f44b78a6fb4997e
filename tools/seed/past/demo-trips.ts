import type { SalePolicies } from "@/server/reservation/shop/sale-policies";
import type { FareBrand, PassengerType } from "@/server/shared/fare-terms";
import { addDays, type LocalDate } from "@/server/shared/time";
import { Chance, DAY, HOUR } from "./chance";
import type { DatedFlight } from "./dated-flights";
import type { Member } from "./people";
import { SETTLED_MS } from "./plan-trips";
import { chooseSeats, type Fate, LAST_SALE_MS, sellTrip, type Trip } from "./trip";

/** A trip of a demo customer. Days count from the day of the seeding. */
type DemoTrip = {
  from: string;
  to: string;
  /** The day of the flight out, and of the flight back. */
  days: readonly number[];
  brand: FareBrand;
  types: readonly PassengerType[];
  bookedDaysBefore: number;
  /** Given up by the customer so many days before departure. */
  cancelledDaysBefore?: number;
};

const couple: readonly PassengerType[] = ["ADULT", "ADULT"];
const family: readonly PassengerType[] = ["ADULT", "ADULT", "CHILD"];

const tripsOf: Readonly<Record<string, readonly DemoTrip[]>> = {
  "minji.kim@example.com": [
    { from: "ICN", to: "JFK", days: [-52, -45], brand: "BUSINESS", types: ["ADULT"], bookedDaysBefore: 31 },
    { from: "GMP", to: "CJU", days: [-34, -31], brand: "STANDARD", types: family, bookedDaysBefore: 19 },
    { from: "ICN", to: "NRT", days: [-20, -17], brand: "FLEX", types: couple, bookedDaysBefore: 26 },
    { from: "GMP", to: "PUS", days: [-9], brand: "SAVER", types: ["ADULT"], bookedDaysBefore: 6 },
    {
      ...{ from: "PUS", to: "CJU", days: [-3], brand: "STANDARD", types: couple, bookedDaysBefore: 15 },
      cancelledDaysBefore: 4,
    },
    { from: "GMP", to: "CJU", days: [4, 6], brand: "STANDARD", types: family, bookedDaysBefore: 24 },
    { from: "ICN", to: "DAD", days: [33, 38], brand: "STANDARD", types: couple, bookedDaysBefore: 40 },
  ],
  "james.park@example.com": [
    { from: "ICN", to: "LAX", days: [-41, -30], brand: "STANDARD", types: ["ADULT"], bookedDaysBefore: 22 },
    { from: "ICN", to: "KIX", days: [12, 15], brand: "STANDARD", types: couple, bookedDaysBefore: 20 },
  ],
};

type Sale = { today: LocalDate; now: number; flights: readonly DatedFlight[]; policies: SalePolicies };

/** The trips of a demo customer that have flights: a season may have none on a day. */
export function demoTrips(member: Member, sale: Sale, locator: (chance: Chance) => string): Trip[] {
  return (tripsOf[member.email] ?? []).flatMap((wanted) => {
    const chance = new Chance(`demo ${member.email} ${wanted.days.join()}`);
    const flights = flightsOf(wanted, sale);
    const first = flights[0];
    if (!first) return [];
    const heldAt = first.departs - wanted.bookedDaysBefore * DAY - chance.below(6) * HOUR;
    const wish = { ...wanted, flights, locator: locator(chance), member, heldAt };
    const trip = heldAt < sale.now - SETTLED_MS - LAST_SALE_MS ? sellTrip(wish, sale.policies, chance) : null;
    if (!trip) return [];
    chooseSeats(trip);
    return [{ ...trip, fate: fateOf(wanted, first) }];
  });
}

/** The first flight of each day at or after the wanted one. */
function flightsOf({ from, to, days }: DemoTrip, { today, flights }: Sale): DatedFlight[] {
  return days.flatMap((day, n) => {
    const [origin, destination] = n === 0 ? [from, to] : [to, from];
    const date = addDays(today, day);
    const flight = flights.find(
      (each) => each.origin === origin && each.destination === destination && each.departureDate >= date,
    );
    return flight ? [flight] : [];
  });
}

function fateOf({ cancelledDaysBefore }: DemoTrip, first: DatedFlight): Fate {
  return cancelledDaysBefore === undefined
    ? { kind: "KEPT" }
    : { kind: "CANCELLED", at: first.departs - cancelledDaysBefore * DAY };
}

import { newLocator } from "@/server/reservation/domain/locator";
import type { SalePolicies } from "@/server/reservation/shop/sale-policies";
import type { FareBrand, PassengerType } from "@/server/shared/fare-terms";
import type { LocalDate } from "@/server/shared/time";
import { Chance, DAY, HOUR, MINUTE } from "./chance";
import type { DatedFlight } from "./dated-flights";
import { type Cancellation, cancellationOf, MEAN_DAYS_AHEAD, seatsByNow } from "./demand";
import { type Member, memberOf } from "./people";
import { chooseSeats, type Fate, LAST_SALE_MS, sellTrip, type Trip } from "./trip";

/** Everything is over this long before the seeding: nothing is on its way. */
export const SETTLED_MS = 20 * MINUTE;
/** The longest time between booking and departure. */
const MOST_DAYS_AHEAD = 75;
/** Holds that nobody paid are forgotten after so many days. */
const UNPAID_DAYS = 28;

const parties: readonly (readonly [PassengerType[], number])[] = [
  [["ADULT"], 34],
  [["ADULT", "ADULT"], 34],
  [["ADULT", "ADULT", "ADULT"], 6],
  [["ADULT", "ADULT", "CHILD"], 8],
  [["ADULT", "ADULT", "CHILD", "CHILD"], 8],
  [["ADULT", "ADULT", "INFANT"], 4],
  [["ADULT", "CHILD"], 3],
  [["ADULT", "ADULT", "ADULT", "ADULT", "ADULT", "ADULT"], 3],
];

const brands: readonly (readonly [FareBrand, number])[] = [
  ["SAVER", 46],
  ["STANDARD", 32],
  ["FLEX", 12],
  ["BUSINESS", 10],
];

export type Sale = {
  today: LocalDate;
  now: number;
  policies: SalePolicies;
  flights: readonly DatedFlight[];
};

/** The trips of the past, in the order of their sale, and the flights that the airline cancelled. */
export type Plan = { trips: Trip[]; cancelled: Map<DatedFlight, Cancellation> };

const MEMBERS = 1_400;

/** Makes the trips one flight after the other. The same day of seeding gives the same trips. */
export class Planner {
  readonly #trips: Trip[] = [];
  readonly #cancelled = new Map<DatedFlight, Cancellation>();
  readonly #byRoute = new Map<string, DatedFlight[]>();
  readonly #members = new Map<number, Member>();
  readonly #locators = new Set<string>();

  constructor(private readonly sale: Sale) {
    for (const flight of sale.flights) {
      const route = `${flight.origin} ${flight.destination}`;
      this.#byRoute.set(route, [...(this.#byRoute.get(route) ?? []), flight]);
      const cancellation = cancellationOf(flight);
      if (cancellation && cancellation.at < sale.now - SETTLED_MS) this.#cancelled.set(flight, cancellation);
    }
  }

  plan(): Plan {
    for (const flight of this.sale.flights) this.#sellFlight(flight);
    return { trips: this.#trips.sort((a, b) => a.heldAt - b.heldAt), cancelled: this.#cancelled };
  }

  #sellFlight(flight: DatedFlight): void {
    const chance = new Chance(`sale ${flight.designator} ${flight.departureDate}`);
    let seats = seatsByNow(flight, this.sale.today);
    while (seats > 0) {
      const types = chance.weighted(parties);
      seats -= types.length;
      const ahead = Math.min(MOST_DAYS_AHEAD * DAY, this.#daysAhead(flight, chance) * DAY + LAST_SALE_MS);
      this.book(flight, { heldAt: openHour(flight.departs - ahead, chance), types, chance });
    }
  }

  /** The booking curve: of a flight ahead, the days are those from today on. */
  #daysAhead(flight: DatedFlight, chance: Chance): number {
    const left = Math.max(0, (flight.departs - this.sale.now) / DAY);
    return left + chance.waiting(MEAN_DAYS_AHEAD[flight.scope]);
  }

  /** Books a flight, and often a way back. Does nothing when it would be in the future or there is no room. */
  book(
    flight: DatedFlight,
    { heldAt, types, chance }: { heldAt: number; types: PassengerType[]; chance: Chance },
  ): void {
    if (heldAt > this.sale.now - SETTLED_MS || heldAt > flight.departs - LAST_SALE_MS) return;
    const back = chance.isIn(0.55) ? this.#wayBack(flight, chance) : undefined;
    const brand = chance.weighted(
      brands.filter(([each]) => flight.limits[each] && (!back || back.limits[each])),
    );
    const member = this.#member(chance);
    const flights = back ? [flight, back] : [flight];
    const locator = this.locator(chance);
    const trip = sellTrip({ locator, member, heldAt, flights, brand, types }, this.sale.policies, chance);
    if (!trip || this.#leavesTooEarly(trip)) return;
    if (chance.isIn(0.6)) chooseSeats(trip);
    this.settle(trip, this.#fateOf(trip));
  }

  /** A trip whose flight was cancelled before it was paid was never sold. */
  #leavesTooEarly({ legs, paidAt }: Trip): boolean {
    return legs.some(
      ({ flight }) => (this.#cancelled.get(flight)?.at ?? Number.POSITIVE_INFINITY) < paidAt + HOUR,
    );
  }

  settle(trip: Trip, fate: Fate): void {
    this.#trips.push({ ...trip, fate });
  }

  #wayBack(flight: DatedFlight, chance: Chance): DatedFlight | undefined {
    const stayDays = flight.scope === "DOMESTIC" ? chance.between(1, 4) : chance.between(3, 9);
    const from = flight.arrives + stayDays * DAY - 8 * HOUR;
    const ways = this.#byRoute.get(`${flight.destination} ${flight.origin}`) ?? [];
    return ways.find(({ departs }) => departs >= from && departs < from + 3 * DAY);
  }

  #member(chance: Chance): Member {
    const number = Math.floor(MEMBERS * chance.next() ** 1.6);
    const known = this.#members.get(number);
    const member = known ?? memberOf(number, new Chance(`member ${number}`), this.sale.today);
    this.#members.set(number, member);
    return member;
  }

  locator(chance: Chance): string {
    for (;;) {
      const locator = newLocator(chance.below);
      if (this.#locators.has(locator)) continue;
      this.#locators.add(locator);
      return locator;
    }
  }

  #fateOf(trip: Trip): Fate {
    const { chance, legs, paidAt, heldAt } = trip;
    const over = this.sale.now - SETTLED_MS;
    const stopped = legs
      .flatMap(({ flight }) => {
        const cancellation = this.#cancelled.get(flight);
        return cancellation ? [{ kind: "AIRLINE" as const, flight, ...cancellation }] : [];
      })
      .sort((a, b) => a.at - b.at)[0];
    if (stopped) return stopped;
    if (chance.isIn(0.06))
      return this.sale.now - heldAt < UNPAID_DAYS * DAY ? { kind: "UNPAID" } : { kind: "KEPT" };
    const first = legs[0]?.flight.departs ?? 0;
    const at = paidAt + HOUR + (first - 3 * HOUR - paidAt) * chance.next();
    if (chance.isIn(0.1) && at < Math.min(over, first - 3 * HOUR)) return { kind: "CANCELLED", at };
    const leg = chance.below(legs.length);
    const missedAt = (legs[leg]?.flight.departs ?? 0) + 40 * MINUTE;
    if (chance.isIn(0.012) && missedAt < over) return { kind: "NO_SHOW", at: missedAt, leg };
    return { kind: "KEPT" };
  }
}

/** Most people book between eight in the morning and midnight in Korea. */
function openHour(at: number, chance: Chance): number {
  const hour = new Date(at + 9 * HOUR).getUTCHours();
  return hour < 7 && chance.isIn(0.85) ? at - (hour + 1 + chance.below(12)) * HOUR : at;
}

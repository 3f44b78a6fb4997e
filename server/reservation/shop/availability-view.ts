import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { listAirports } from "@/server/reservation/views/airports-view";
import type {
  AirportOption,
  Availability,
  FareCalendar,
  FoundFlight,
  LowestTotal,
} from "@/server/reservation/views/offer-schemas";
import type { RequestContext } from "@/server/shared/context";
import { SharedAnswers } from "@/server/shared/shared-answers";
import { type DirectionQuery, flightsOnSale, requireAdmissionToSearch } from "./flight-search-view";
import { type Days, lowestTotals, lowestTotalsBothWays } from "./lowest-totals-view";
import type { CalendarInput } from "./search-schemas";

/**
 * What is free, as shown to everybody: pages, calendar and API read it here, at most two seconds old. No sale is decided
 * by it: a hold and a payment read the database (docs/decisions/0070-availability.md).
 */

/** How old an answer may be. `Cache-Control` of the API says the same (app/_lib/rest/shared-answer.ts). */
const MAX_AGE_MS = 2_000;
/** How old it may be in an answer that may be shared itself, such as a page, for the second that is left. */
const MAX_AGE_IN_PAGES_MS = 1_000;
/** A day of a busy route takes some 20 KB. */
const MAX_ENTRIES = 500;

// Next bundles pages and routes separately, and all must share one read.
const store = globalThis as typeof globalThis & {
  msaAvailability?: SharedAnswers<Availability>;
  msaCalendars?: SharedAnswers<FareCalendar>;
  msaAirports?: SharedAnswers<AirportOption[]>;
};
store.msaAvailability ??= new SharedAnswers({ maxAgeMs: MAX_AGE_MS, maxEntries: MAX_ENTRIES });
store.msaCalendars ??= new SharedAnswers({ maxAgeMs: MAX_AGE_MS, maxEntries: MAX_ENTRIES });
store.msaAirports ??= new SharedAnswers({ maxAgeMs: MAX_AGE_MS, maxEntries: 1 });
const answers = store.msaAvailability;
const calendars = store.msaCalendars;
const airportAnswers = store.msaAirports;

/** `atMostMs`: 0 reads now, for somebody who was just told that seats are gone. `ctx`: who asks; nobody when it is missing. */
type Fresh = { atMostMs?: number };
type Searcher = Fresh & { ctx?: RequestContext };

/**
 * The flights on sale of a day with prices for the party, as `searchFlights` finds them, at most two seconds old. A member
 * who holds seats, or gave them up just now, gets their own answer of this moment: their own seats are free for them.
 *
 * @public What is on sale is public. `customerId` only counts that customer's own holds as free.
 * @throws AppError WAITING_ROOM.
 */
export async function availableFlights(
  { customerId, ...query }: DirectionQuery,
  { ctx, ...fresh }: Searcher = {},
): Promise<FoundFlight[]> {
  await requireAdmissionToSearch(ctx, query);
  if (customerId && (await hasSeatsOfTheirOwn(customerId))) return flightsOnSale({ ...query, customerId });
  return (await flightsOfDay(query, inPages(fresh))).flights ?? [];
}

/**
 * The lowest price of each day for the party, as `lowestTotals` finds it, at most two seconds old.
 *
 * @public What is on sale is public.
 */
export const availableDays = async (days: Days, fresh: Fresh = {}): Promise<LowestTotal[]> =>
  (await daysOnSale(days, inPages(fresh))).days ?? [];

/**
 * The same answers for everybody, as objects that stay the same while they are shared: what is made of them can be kept
 * with them.
 *
 * @public What is on sale is public, and nothing in it depends on who asks.
 * @throws AppError WAITING_ROOM for the flights of a sale event that has not admitted `ctx`.
 */
export async function availability(
  query: DirectionQuery | Days,
  ctx?: RequestContext,
): Promise<Availability> {
  if (!("date" in query)) return daysOnSale(query);
  await requireAdmissionToSearch(ctx, query);
  return flightsOfDay(query);
}

/**
 * The age of an answer of `availability` in milliseconds, counted from before the database was asked.
 *
 * @public It says nothing about anybody.
 */
export const availabilityAgeMs = (answer: Availability): number => answers.ageMs(answer);

/**
 * The lowest prices of 60 days, both ways, as `lowestTotalsBothWays` finds them, at most two seconds old.
 *
 * @public What is on sale is public.
 */
export const fareCalendar = ({ from, to, first }: CalendarInput): Promise<FareCalendar> =>
  calendars.get(keyOf({ from, to, first }), () => lowestTotalsBothWays({ from, to, first }));

/**
 * The age of an answer of `fareCalendar` in milliseconds, counted from before the database was asked.
 *
 * @public It says nothing about anybody.
 */
export const fareCalendarAgeMs = (answer: FareCalendar): number => calendars.ageMs(answer);

/**
 * The airports of `listAirports`, at most two seconds old.
 *
 * @public The search form shows them.
 */
export const searchableAirports = (): Promise<AirportOption[]> => airportAnswers.get(keyOf({}), listAirports);

const inPages = ({ atMostMs = MAX_AGE_IN_PAGES_MS }: Fresh): Fresh => ({ atMostMs });

/** Every value that the answer depends on. Languages are not among them: the answer has the names of all languages. */
function flightsOfDay(
  { from, to, date, adults, children, infants }: Omit<DirectionQuery, "customerId">,
  { atMostMs }: Fresh = {},
): Promise<Availability> {
  const query = { from, to, date, adults, children, infants };
  return answers.get(keyOf(query), async () => ({ flights: await flightsOnSale(query) }), atMostMs);
}

function daysOnSale(
  { from, to, first, last, adults = 1, children = 0, infants = 0 }: Days,
  { atMostMs }: Fresh = {},
): Promise<Availability> {
  const days = { from, to, first, last, adults, children, infants };
  return answers.get(keyOf(days), async () => ({ days: await lowestTotals(days) }), atMostMs);
}

/** Tests change the database under a running process. */
const keyOf = (query: object): string => JSON.stringify([process.env.DATABASE_URL, query]);

/**
 * Whether a customer holds seats, or ended a hold within the last three seconds, so that a shared answer may still count
 * them as taken. A change that waits for its payment holds seats too.
 */
async function hasSeatsOfTheirOwn(customerId: string): Promise<boolean> {
  const { rows } = await database().execute<{ some: boolean }>(sql`
    select exists (select from reservation.reservations r where r.customer_id = ${customerId}
        and r.status = 'HELD')
      or exists (select from reservation.reservations r where r.customer_id = ${customerId}
        and r.held_at > clock_timestamp() - interval '1 day'
        and r.ended_at > clock_timestamp() - interval '3 seconds')
      or exists (select from reservation.reservations r
        join reservation.changes c on c.reservation_id = r.id and c.status = 'AWAITING_PAYMENT'
        where r.customer_id = ${customerId}) as some`);
  return rows[0]?.some === true;
}

import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { sellFlights } from "@/server/reservation";
import { testFlight } from "@/server/reservation/testing/flight";
import { systemContext } from "@/server/shared/context";
import type { Airline, Customer } from "./airline";
import { book, type Held } from "./book";
import { count } from "./database";
import { flightId } from "./flights";

/** Trips whose flights are changed, and the flights that they are changed for. */

export type ChangeFlight = { id: number; designator: string; date: string };

/** Puts a flight on sale, so many days from now, at this fare; each has a designator that no flight of another test has. */
export async function flightAt(days: number, amount: number): Promise<ChangeFlight> {
  const id = flightId();
  const flight = testFlight({
    id,
    departs: new Date(Math.ceil(Date.now() / 60_000) * 60_000 + days * 86_400_000),
    designator: `MA${1000 + (id % 9000)}`,
    aircraftType: "7M8",
    units: 9,
    fares: [{ brand: "STANDARD", amount, unitLimit: 9 }],
  });
  await sellFlights(systemContext("test"), { flights: [flight], airports: [], aircraft: [] });
  return { id, designator: flight.designator, date: flight.departureDate };
}

export type ChangeTrip = Held & { from: ChangeFlight; ticket: string };

/** A paid trip with one flight for 60,000 won, bought a week ago: a change costs its fee of 3,000 won. */
export async function bookedTrip(airline: Airline, customer: Customer): Promise<ChangeTrip> {
  const from = await flightAt(40, 60_000);
  const held = await book(airline, customer, from.id);
  await database().execute(sql`update reservation.reservations set created_at = created_at - interval '7 days'
    where id = ${held.reservationId}`);
  return { ...held, from, ticket: await ticketOf(held) };
}

/** The ticket number of the first passenger. */
export async function ticketOf({ reservationId }: Held): Promise<string> {
  const { rows } = await database().execute<{ number: string }>(sql`select ticket_number as number
    from reservation.passengers where reservation_id = ${reservationId} and position = 0`);
  return rows[0]?.number ?? "";
}

/** The row of a flight among those that can be chosen instead. */
export const offerOf = (page: Page, { designator }: ChangeFlight) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: designator }) });

/** How many units of a flight are held or sold. */
export const heldUnits = ({ id }: ChangeFlight) =>
  count(sql`select count(*) as n from reservation.inventory_units
    where flight_id = ${id} and reservation_id is not null`);

/** How many changes of flights of a trip are done. */
export const doneChanges = ({ reservationId }: Held) =>
  count(sql`select count(*) as n from reservation.changes
    where reservation_id = ${reservationId} and kind = 'CHANGE_FLIGHTS' and status = 'DONE'`);

/** The words with which a change is chosen, on the pages of the customer and of staff. */
const words = {
  ko: { start: "여정 변경", find: "항공편 조회", toQuote: "변경 금액 확인" },
  en: { start: "Change flights", find: "Show flights", toQuote: "Show the price" },
} as const;
export type Language = keyof typeof words;

/**
 * From the page of a trip to the flights of the day of `to`, by the address that the form of flights and days leads to.
 * `trip`: the path of that page, without the language.
 */
export async function openDay(page: Page, language: Language, trip: string, to: ChangeFlight): Promise<void> {
  await page.goto(`/${language}${trip}`);
  await page.getByRole("link", { name: words[language].start, exact: true }).click();
  await page.getByRole("button", { name: words[language].find }).click();
  await page.waitForURL(/flight=/);
  const current = new URL(page.url()).searchParams.get("flight") ?? "";
  await page.goto(
    `/${language}${trip}/change?${new URLSearchParams({ flight: current, [`date.${current}`]: to.date })}`,
  );
}

/** From the flights of a day to the price of the change to `to`. */
export async function askForPrice(page: Page, language: Language, to: ChangeFlight): Promise<void> {
  await offerOf(page, to).getByRole("radio").check();
  await page.getByRole("button", { name: words[language].toQuote }).click();
}

import { expect, type Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { locales } from "@/server/shared/airline";
import type { Airline, Customer } from "./airline";
import { book, type Held, hold } from "./book";
import { count } from "./database";
import { koreanDay, searchPath } from "./site";

/** The site's pages, for checks that apply to all of them. Addresses are without their language. */

const withoutLanguage = (address: string) => address.slice("/ko".length);
const oneWay = { from: "GMP", to: "CJU", depart: koreanDay(5) };

export const results = withoutLanguage(searchPath(oneWay));
/** Results of a city: each flight names its airports too. */
export const returnResults = withoutLanguage(searchPath({ ...oneWay, from: "SEL", back: koreanDay(8) }));

/** A customer's lists. A visitor is asked to sign in. */
export const listPages = [
  ...["/trips", "/mileage", "/history", "/messages", "/account", "/account/security"],
  "/account/consents",
];

/** All pages of a paid trip and of one that waits for its payment. */
export const tripPages = ({ held, booked }: { held: Held; booked: Held }) => [
  ...[`/trips/${held.locator}`, `/trips/${booked.locator}`],
  ...["cancel", "change", "contact"].map((page) => `/trips/${booked.locator}/${page}`),
  ...["passengers", "seats", "review", "result"].map((step) => `/book/${held.reservationId}/${step}`),
  `/book/${booked.reservationId}/result`,
];

/** The airline's dashboard. */
export const staffPages = (reservationId: string, flightId: number) => [
  ...["/admin", "/admin/flights", "/admin/flights/new", "/admin/schedules", "/admin/schedules/new"],
  ...["/admin/reservations", `/admin/reservations/${reservationId}`, "/admin/operations", "/admin/audit"],
  ...["/admin/clients", "/admin/clients/new"],
  `/admin/reservations/${reservationId}/contact`,
  ...[
    `/admin/flights/${flightId}`,
    `/admin/flights/${flightId}/manifest`,
    `/admin/flights/${flightId}/operation`,
    `/admin/flights/${flightId}/cancel`,
  ],
];

/** A flight of the timetable that can still be cancelled. */
export const timetableFlight = () =>
  count(sql`select min(id) as n from schedule.flights where departs_at > now() + interval '1 day'`);

/** A customer with one trip that is paid, and one that waits for its payment. */
export async function traveller(airline: Airline): Promise<{ customer: Customer; held: Held; booked: Held }> {
  const customer = await airline.customer();
  const booked = await book(airline, customer);
  return { customer, booked, held: await hold(airline, customer) };
}

/** Collects errors and warnings in the console, and exceptions, from now on. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`${page.url()} ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`${page.url()} ${message.text()}`);
  });
  return complaints;
}

/** Opens each page in both languages and calls `look` when it has loaded. */
export async function openEach(
  page: Page,
  addresses: readonly string[],
  look: (address: string) => Promise<void>,
): Promise<void> {
  for (const locale of locales)
    for (const each of addresses) {
      const address = `/${locale}${each}`;
      const response = await page.goto(address, { waitUntil: "load" });
      expect(response?.status(), address).toBe(200);
      await look(address);
    }
}

import type { BrowserContext } from "playwright";
import type { Budget } from "@/tools/checks/budgets/budgets";
import type { Addresses } from "@/tools/checks/budgets/weigh-pages";
import type { Airline } from "./airline";
import { hold } from "./book";
import { results } from "./pages";

/** Signs a reader of each kind in and makes what the weighed pages show. `open` makes a browser without a session. */
export async function budgetReaders(airline: Airline, open: () => Promise<BrowserContext>) {
  const [visitor, customer, staff] = [await open(), await open(), await open()];
  const traveller = await airline.signedIn(customer);
  await airline.signIn(staff, await airline.admin());
  const { reservationId } = await hold(airline, traveller);
  const contexts: Record<Budget["reader"], BrowserContext> = { visitor, customer, staff };
  const addresses: Addresses = {
    home: "",
    "flight status": "/flight-status?by=route&from=GMP&to=CJU",
    // Twelve flights a day.
    results,
    passengers: `/book/${reservationId}/passengers`,
    seats: `/book/${reservationId}/seats`,
    review: `/book/${reservationId}/review`,
    "sign-in": "/sign-in",
    guest: "/guest",
    "forgotten password": "/forgotten-password",
    "account security": "/account/security",
    "find a trip": "/trips/find",
    trips: "/trips",
    "legal document": "/legal/conditions-of-carriage",
    "admin overview": "/admin",
    "admin flights": "/admin/flights",
    "admin reservations": "/admin/reservations",
    "admin schedules, new": "/admin/schedules/new",
  };
  return { contexts, addresses };
}

import { getLocale } from "next-intl/server";
import type { RawParams } from "@/app/_lib/http/search-params";
import { contextOfTrip, ownTrip } from "@/app/[locale]/(site)/trips/own-trip";
import { choicesQuery, readChoices } from "@/components/change/change-url";
import type { ChangeableFlight, ChangeChoice } from "@/components/change/types";
import { type Place, placesOf, usualCode } from "@/components/flight/places";
import { redirect } from "@/i18n/navigation";
import { type BookingView, listAirports, pendingChange } from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";
import { changeableFlights } from "./changeable";

export type OwnChange = {
  ctx: RequestContext;
  booking: BookingView;
  /** The flights that can be changed. */
  flights: ChangeableFlight[];
  choices: ChangeChoice[];
  /** The path of the trip's page. */
  trip: string;
  /** All places of searches, by their codes. */
  places: ReadonlyMap<string, Place>;
};

/** A flight can be changed to one between the same cities: the code with which the airport's city is searched. */
function cityOf(places: OwnChange["places"], airport: string): string {
  const code = places.get(airport)?.airports[0].cityCode ?? airport;
  return usualCode(places, `${code}-ALL`);
}

/**
 * Reads the customer's own trip for a step of a change of flights, with the choices in the address. A visitor is sent to
 * sign in and comes back to the same choices. A trip with a change that waits for its payment is shown on its own page.
 */
export async function ownChange(locator: string, step: "" | "/quote", raw: RawParams): Promise<OwnChange> {
  const address = new URLSearchParams(
    Object.entries(raw).flatMap(([name, values]) => [values ?? []].flat().map((value) => [name, value])),
  );
  const booking = await ownTrip(locator, `/trips/${locator}/change${step}?${address}`);
  const trip = `/trips/${booking.locator}`;
  const ctx = await contextOfTrip(locator);
  if (await pendingChange(ctx, booking.id)) return redirect({ href: trip, locale: await getLocale() });
  const places = placesOf(await listAirports());
  const flights = changeableFlights(booking).map((flight) => ({
    ...flight,
    from: cityOf(places, flight.origin),
    to: cityOf(places, flight.destination),
  }));
  return { ctx, booking, flights, choices: readChoices(raw, flights), trip, places };
}

/** The address of the choices: of the page that chooses flights, or of the quote. */
export const changeHref = (
  trip: string,
  step: "" | "/quote",
  choices: readonly ChangeChoice[],
  more: Readonly<Record<string, string>> = {},
): string => `${trip}/change${step}?${choicesQuery(choices, more)}`;

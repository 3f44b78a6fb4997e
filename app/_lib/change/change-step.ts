import type { RawParams } from "@/app/_lib/http/search-params";
import { choicesQuery, readChoices } from "@/components/change/change-url";
import type { ChangeableFlight, ChangeChoice } from "@/components/change/types";
import { type Place, placesOf, usualCode } from "@/components/flight/places";
import { type BookingView, listAirports } from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";
import { changeableFlights } from "./changeable";

/** A step of a change of flights, of the customer or of staff: the trip, and what the address chooses. */
export type ChangeStep = {
  ctx: RequestContext;
  booking: BookingView;
  /** The flights that can be changed. */
  flights: ChangeableFlight[];
  choices: ChangeChoice[];
  /** The path of the page of the trip: its steps are below it, and it is the way back. */
  trip: string;
  /** All places of searches, by their codes. */
  places: ReadonlyMap<string, Place>;
  /** Staff choose for the customer. */
  staff: boolean;
};

/** A flight can be changed to one between the same cities: the code with which the airport's city is searched. */
function cityOf(places: ChangeStep["places"], airport: string): string {
  const code = places.get(airport)?.airports[0].cityCode ?? airport;
  return usualCode(places, `${code}-ALL`);
}

/** Reads the choices in an address for a trip that its page has read. `trip`: the path of that page. */
export async function changeStep(
  { ctx, booking, trip, staff }: Pick<ChangeStep, "ctx" | "booking" | "trip" | "staff">,
  raw: RawParams,
): Promise<ChangeStep> {
  const places = placesOf(await listAirports());
  const flights = changeableFlights(booking).map((flight) => ({
    ...flight,
    from: cityOf(places, flight.origin),
    to: cityOf(places, flight.destination),
  }));
  return { ctx, booking, flights, choices: readChoices(raw, flights), trip, places, staff };
}

/** An address's parameters as its query, so that a visitor who signs in comes back to the same choices. */
export const queryOf = (raw: RawParams): string =>
  new URLSearchParams(
    Object.entries(raw).flatMap(([name, values]) => [values ?? []].flat().map((value) => [name, value])),
  ).toString();

/** The address of the choices: of the page that chooses flights, or of the quote. */
export const changeHref = (
  trip: string,
  step: "" | "/quote",
  choices: readonly ChangeChoice[],
  more: Readonly<Record<string, string>> = {},
): string => `${trip}/change${step}?${choicesQuery(choices, more)}`;

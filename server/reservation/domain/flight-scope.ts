import { isDomestic } from "@/server/shared/airline";
import type { FlightScope } from "@/server/shared/fare-terms";

/** The two ends of a flight, as ISO country codes. */
type Countries = { readonly originCountry: string; readonly destinationCountry: string };

/** Returns the scope of a flight. The same in SQL: `flightScope`, inventory/predicates.ts. */
export const scopeOf = ({ originCountry, destinationCountry }: Countries): FlightScope =>
  isDomestic(originCountry, destinationCountry) ? "DOMESTIC" : "INTERNATIONAL";

/** Returns the scope of a whole trip: one international flight makes it international. */
export const tripScope = (scopes: readonly FlightScope[]): FlightScope =>
  scopes.includes("INTERNATIONAL") ? "INTERNATIONAL" : "DOMESTIC";

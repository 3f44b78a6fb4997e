import geodesic from "geographiclib-geodesic";
import { isDomestic } from "@/server/shared/airline";
import type { FlightScope } from "@/server/shared/fare-terms";
import { type Airport, airportOf } from "./airports";

/** One direction between two airports. */
export interface Route {
  readonly origin: string;
  readonly destination: string;
  readonly distanceMiles: number;
  readonly scope: FlightScope;
  /** Scheduled time from gate to gate, by the type that flies the route. */
  readonly blockMinutes: number;
}

const METRES_PER_MILE = 1609.344;

/** Both ways of each pair are flown; those marked are served by turboprop. */
const pairs: readonly string[] = [
  "GMP CJU",
  "GMP PUS",
  "PUS CJU",
  "TAE CJU",
  "CJJ CJU",
  "KWJ CJU",
  "WJU CJU",
  "ICN PUS",
  "GMP USN turboprop",
  "GMP RSU turboprop",
  "GMP HIN turboprop",
  "GMP KPO turboprop",
  "RSU CJU turboprop",
  "USN CJU turboprop",
  "HIN CJU turboprop",
  "KUV CJU turboprop",
  "GMP HND",
  "GMP KIX",
  "GMP SHA",
  "GMP TSA",
  "ICN NRT",
  "ICN KIX",
  "ICN FUK",
  "ICN CTS",
  "ICN OKA",
  "ICN NGO",
  "PUS FUK",
  "PUS NRT",
  "PUS KIX",
  "CJU KIX",
  "ICN PVG",
  "ICN PEK",
  "ICN CAN",
  "ICN TAO",
  "ICN HKG",
  "ICN MFM",
  "ICN TPE",
  "PUS TPE",
  "ICN UBN",
  "ICN BKK",
  "ICN HKT",
  "ICN SGN",
  "ICN HAN",
  "ICN DAD",
  "ICN CXR",
  "ICN MNL",
  "ICN CEB",
  "ICN SIN",
  "ICN KUL",
  "ICN BKI",
  "ICN DPS",
  "PUS DAD",
  "ICN LHR",
  "ICN CDG",
  "ICN FRA",
  "ICN FCO",
  "ICN LAX",
  "ICN SFO",
  "ICN SEA",
  "ICN JFK",
  "ICN HNL",
  "ICN YVR",
  "ICN GUM",
  "ICN SPN",
  "ICN SYD",
];

/** Length of the geodesic on the WGS 84 ellipsoid, in whole statute miles (as carriers credit miles). */
export function routeMiles(
  a: Pick<Airport, "latitude" | "longitude">,
  b: Pick<Airport, "latitude" | "longitude">,
): number {
  const line = geodesic.Geodesic.WGS84.Inverse(a.latitude, a.longitude, b.latitude, b.longitude);
  return Math.round((line.s12 ?? 0) / METRES_PER_MILE);
}

function route(origin: Airport, destination: Airport, turboprop: boolean): Route {
  const distanceMiles = routeMiles(origin, destination);
  const domestic = isDomestic(origin.country, destination.country);
  return {
    origin: origin.code,
    destination: destination.code,
    distanceMiles,
    scope: domestic ? "DOMESTIC" : "INTERNATIONAL",
    blockMinutes: blockMinutes(origin, destination, distanceMiles, turboprop),
  };
}

/**
 * Taxi, climb and approach, and the rest at cruising speed with the usual wind: faster eastward,
 * slower westward. Between Korea and Europe the way round Russian airspace adds a seventh.
 * In steps of five minutes, upwards.
 */
function blockMinutes(from: Airport, to: Airport, miles: number, turboprop: boolean): number {
  const domestic = isDomestic(from.country, to.country);
  const flown = [from, to].some((airport) => airport.zone.startsWith("Europe/")) ? (miles * 8) / 7 : miles;
  const ground = domestic ? 35 : 45;
  return Math.ceil((ground + flown / milesPerMinute(from, to, turboprop)) / 5) * 5;
}

function milesPerMinute(from: Airport, to: Airport, turboprop: boolean): number {
  if (turboprop) return 5;
  const eastward = ((to.longitude - from.longitude + 540) % 360) - 180;
  if (eastward > 10) return 8.7;
  return eastward < -10 ? 8 : 8.3;
}

/** Every route of the network, each direction on its own. */
export const routes: readonly Route[] = pairs.flatMap((pair) => {
  const [a = "", b = "", type] = pair.split(" ");
  const turboprop = type === "turboprop";
  return [route(airportOf(a), airportOf(b), turboprop), route(airportOf(b), airportOf(a), turboprop)];
});

const byPair = new Map(routes.map((each) => [`${each.origin} ${each.destination}`, each]));

/** The route between two airports. Throws when there is none: the seed data contradict themselves. */
export function routeOf(origin: string, destination: string): Route {
  const found = byPair.get(`${origin} ${destination}`);
  if (!found) throw new Error(`No route from ${origin} to ${destination}`);
  return found;
}

import { cookies, headers } from "next/headers";
import { cache } from "react";
import { clientAddress } from "@/app/_lib/http/client-address";
import { tripsOfGrants } from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { placeTokens } from "./place-cookie";
import { getRequestContext, getSessionUser } from "./session";
import {
  openTripCookie,
  sealTripCookie,
  TRIP_COOKIE_SECONDS,
  type TripCookie,
  tripCookieName,
} from "./trip-cookie";

/** The ids that a cookie of this request names, the newest first. */
export async function tripCookie(kind: TripCookie): Promise<string[]> {
  const { APP_URL, NEXTAUTH_SECRET } = env();
  const cookie = (await cookies()).get(tripCookieName(kind, APP_URL))?.value;
  return cookie ? openTripCookie(kind, cookie, NEXTAUTH_SECRET) : [];
}

/** Adds an id to a cookie of the browser, in a server action. */
export async function addToTripCookie(kind: TripCookie, id: string): Promise<void> {
  await setTripCookie(kind, [id, ...(await tripCookie(kind))]);
}

/** Takes ids out of a cookie of the browser, in a server action. */
export async function dropFromTripCookie(kind: TripCookie, ids: readonly string[]): Promise<void> {
  const left = (await tripCookie(kind)).filter((id) => !ids.includes(id));
  await setTripCookie(kind, left);
}

async function setTripCookie(kind: TripCookie, ids: readonly string[]): Promise<void> {
  const { APP_URL, NEXTAUTH_SECRET } = env();
  const value = ids.length > 0 ? await sealTripCookie(kind, ids, NEXTAUTH_SECRET) : "";
  (await cookies()).set(
    tripCookieName(kind, APP_URL),
    value,
    cookieOptions(APP_URL, value ? TRIP_COOKIE_SECONDS : 0),
  );
}

const cookieOptions = (appUrl: string, maxAge: number) => ({
  httpOnly: true,
  sameSite: "lax" as const,
  secure: appUrl.startsWith("https:"),
  path: "/",
  maxAge,
});

/** The trips that this browser opened with one-time codes, also those whose access is over. Read once per request. */
const getOpenedTrips = cache(async () => {
  const grantIds = await tripCookie("grant");
  return grantIds.length > 0 ? tripsOfGrants(grantIds) : [];
});

type TripKey = { locator: string } | { reservationId: string };

/** The accesses of this browser to one trip, also those that are over. */
export async function getAccessTo(trip: TripKey) {
  const opened = await getOpenedTrips();
  if ("reservationId" in trip) return opened.filter((each) => each.reservationId === trip.reservationId);
  const locator = trip.locator.trim().toUpperCase();
  return opened.filter((each) => each.locator === locator);
}

/**
 * The context of this request for one trip. The browser that opened the trip with a code is its traveller, unless the
 * member who booked it is signed in. For every other trip it is the context of `getRequestContext`.
 */
export async function getTripContext(trip: TripKey): Promise<RequestContext> {
  const opened = (await getAccessTo(trip)).find(({ isLive }) => isLive);
  if (!opened || (await getSessionUser())?.id === opened.customerId) return getRequestContext();
  const { reservationId, grantId } = opened;
  return {
    actor: { kind: "TRAVELLER", reservationId, grantId, address: clientAddress(await headers()) },
    placeTokens: await placeTokens(),
  };
}

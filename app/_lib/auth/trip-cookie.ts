import { decode, encode } from "next-auth/jwt";
import { z } from "zod";

/**
 * The cookies of somebody who manages trips without an account. "code" names the one-time codes that the browser has asked
 * for, "grant" the access that it got by codes. A cookie names several, because two tabs may be about two trips.
 */
export type TripCookie = "code" | "grant";

/** Longer than any code and any access: the database says when these end. */
export const TRIP_COOKIE_SECONDS = 2 * 60 * 60;

/** How many trips one browser can have open. The one that was opened first gives way. */
export const MAX_TRIPS = 5;

/** A browser accepts a `__Host-` cookie only over https, and only from the site itself. */
export const tripCookieName = (kind: TripCookie, appUrl: string): string =>
  `${appUrl.startsWith("https:") ? "__Host-" : ""}msa-trip-${kind}`;

/** Encrypts and signs the ids under a key of its own, so that no cookie of another kind can take its place. */
export const sealTripCookie = (kind: TripCookie, ids: readonly string[], secret: string): Promise<string> =>
  encode({
    token: { ids: ids.slice(0, MAX_TRIPS) },
    secret,
    salt: saltOf(kind),
    maxAge: TRIP_COOKIE_SECONDS,
  });

const named = z.array(z.uuid()).max(MAX_TRIPS);

/** The ids that a cookie names, the newest first; none if the cookie is forged, expired or of another kind. */
export async function openTripCookie(kind: TripCookie, cookie: string, secret: string): Promise<string[]> {
  const token = await decode({ token: cookie, secret, salt: saltOf(kind) }).catch(() => null);
  return named.safeParse(token?.ids).data ?? [];
}

const saltOf = (kind: TripCookie) => `msa-trip-${kind}`;

import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { GUEST_HOURS } from "@/server/identity/schemas";

/** The database says when the session of a guest ends; the cookie lasts as long. */
export const GUEST_COOKIE_SECONDS = GUEST_HOURS * 60 * 60;

/** A browser accepts a `__Host-` cookie only over https, and only from the site itself. */
export const guestCookieName = (appUrl: string): string =>
  `${appUrl.startsWith("https:") ? "__Host-" : ""}msa-guest`;

/** Its own key, so that no cookie of another kind can take its place. */
const salt = "msa-guest";

/** Encrypts and signs the id of a guest's session. */
export const sealGuestCookie = (id: string, secret: string): Promise<string> =>
  encode({ token: { id }, secret, salt, maxAge: GUEST_COOKIE_SECONDS });

/** The session that a cookie names; null when it is forged, expired or of another kind. */
export async function openGuestCookie(cookie: string, secret: string): Promise<string | null> {
  const token = await decode({ token: cookie, secret, salt }).catch(() => null);
  return z.uuid().safeParse(token?.id).data ?? null;
}

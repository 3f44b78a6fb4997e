import { cookies } from "next/headers";
import { cache } from "react";
import { guestOfSession } from "@/server/identity/queries";
import type { Guest } from "@/server/identity/schemas";
import { env } from "@/server/shared/env";
import { GUEST_COOKIE_SECONDS, guestCookieName, openGuestCookie, sealGuestCookie } from "./guest-cookie";

/** The guest of this browser, while the session is open; null otherwise. Read once per request. */
export const getGuest = cache(async (): Promise<Guest | null> => {
  const { APP_URL, NEXTAUTH_SECRET } = env();
  const cookie = (await cookies()).get(guestCookieName(APP_URL))?.value;
  const id = cookie ? await openGuestCookie(cookie, NEXTAUTH_SECRET) : null;
  return id ? guestOfSession(id) : null;
});

/** Lets the browser of this request go on as a guest, in a server action. */
export async function giveGuestSession(id: string): Promise<void> {
  await setCookie(await sealGuestCookie(id, env().NEXTAUTH_SECRET), GUEST_COOKIE_SECONDS);
}

/** Takes the guest's cookie from this browser, in a server action. */
export const dropGuestSession = (): Promise<void> => setCookie("", 0);

async function setCookie(value: string, maxAge: number): Promise<void> {
  const { APP_URL } = env();
  (await cookies()).set(guestCookieName(APP_URL), value, {
    httpOnly: true,
    sameSite: "lax",
    secure: APP_URL.startsWith("https:"),
    path: "/",
    maxAge,
  });
}

import { cookies } from "next/headers";
import { env } from "@/server/shared/env";
import { MAX_PLACE_TOKENS } from "@/server/shared/place-token";

/** Longer than any sale event: the database says when a place ends. */
export const PLACE_COOKIE_SECONDS = 32 * 24 * 60 * 60;
/** Longer than all tokens together. */
const MAX_COOKIE_LENGTH = 1_000;
/** Stands between two tokens and in none. */
const BETWEEN = "~";

/** A browser accepts a `__Host-` cookie only over https, and only from the site itself. */
export const placeCookieName = (appUrl: string) =>
  `${appUrl.startsWith("https:") ? "__Host-" : ""}msa-places`;

/** The tokens of this browser's places in waiting rooms, the newest first. Nobody has checked them. */
export async function placeTokens(): Promise<string[]> {
  const value = (await cookies()).get(placeCookieName(env().APP_URL))?.value ?? "";
  return value.length > MAX_COOKIE_LENGTH
    ? []
    : value.split(BETWEEN).filter(Boolean).slice(0, MAX_PLACE_TOKENS);
}

/** Keeps a token in this browser, in a server action. The oldest gives way to a new one. */
export async function keepPlaceToken(token: string): Promise<void> {
  const { APP_URL } = env();
  const [saleEventId] = token.split(".");
  const others = (await placeTokens()).filter((each) => !each.startsWith(`${saleEventId}.`));
  (await cookies()).set(
    placeCookieName(APP_URL),
    [token, ...others].slice(0, MAX_PLACE_TOKENS).join(BETWEEN),
    {
      httpOnly: true,
      sameSite: "lax",
      secure: APP_URL.startsWith("https:"),
      path: "/",
      maxAge: PLACE_COOKIE_SECONDS,
    },
  );
}

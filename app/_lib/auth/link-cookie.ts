import { cookies } from "next/headers";
import { env } from "@/server/shared/env";

/** The page behind a mailed link, below the locale, by what the link is for. */
export const linkPages = {
  CONFIRM_EMAIL: "/confirm-email",
  CHANGE_EMAIL: "/confirm-email",
  RESET_PASSWORD: "/forgotten-password/new",
  STOP_EMAIL_CHANGE: "/stop-email-change",
} as const;
export type LinkKind = keyof typeof linkPages;
type LinkPage = (typeof linkPages)[LinkKind];

/** Longer than anybody needs between the mail and the button. The database says whether the link still holds. */
const COOKIE_SECONDS = 60 * 60;
const TOKEN = /^[\w-]{43}$/;

/** A browser accepts a `__Host-` cookie only over https, and only from the site itself. One for each page. */
const nameOf = (page: LinkPage, appUrl: string) =>
  `${appUrl.startsWith("https:") ? "__Host-" : ""}msa-link${page.replaceAll("/", "-")}`;

/** The token of the mailed link with which this browser came to the page; null without one. */
export async function linkOf(page: LinkPage): Promise<string | null> {
  const value = (await cookies()).get(nameOf(page, env().APP_URL))?.value;
  return value && TOKEN.test(value) ? value : null;
}

/** The cookie that hands the token of a link to its page. */
export function linkCookie(page: LinkPage, token: string) {
  const { APP_URL } = env();
  return {
    ...{ name: nameOf(page, APP_URL), value: TOKEN.test(token) ? token : "" },
    options: {
      ...{ httpOnly: true, sameSite: "lax" as const, secure: APP_URL.startsWith("https:"), path: "/" },
      maxAge: TOKEN.test(token) ? COOKIE_SECONDS : 0,
    },
  };
}

/** Hands the token of a link to its page, or takes it away (an empty one), in a server action. */
export async function setLink(page: LinkPage, token: string): Promise<void> {
  const { name, value, options } = linkCookie(page, token);
  (await cookies()).set(name, value, options);
}

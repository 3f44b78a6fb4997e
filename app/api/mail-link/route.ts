import { NextResponse } from "next/server";
import { hasLocale } from "next-intl";
import { type LinkKind, linkCookie, linkPages } from "@/app/_lib/auth/link-cookie";
import { routing } from "@/i18n/routing";

const isKind = (text: string | null): text is LinkKind => text !== null && Object.hasOwn(linkPages, text);

/**
 * Where the links in mails lead. It takes the secret out of the address into a cookie and shows the page, so that neither the
 * history of the browser nor a referrer has it there. It uses nothing up: programs that look at mails follow links too, and
 * only a press on the page's button counts.
 */
export function GET(request: Request): Response {
  const asked = new URL(request.url).searchParams;
  const locale = asked.get("locale");
  const home = `/${hasLocale(routing.locales, locale) ? locale : routing.defaultLocale}`;
  const kind = asked.get("for");
  const answer = new NextResponse(null, {
    status: 303,
    headers: { "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" },
  });
  answer.headers.set("Location", isKind(kind) ? `${home}${linkPages[kind]}` : home);
  if (isKind(kind)) {
    const { name, value, options } = linkCookie(linkPages[kind], asked.get("token") ?? "");
    answer.cookies.set(name, value, options);
  }
  return answer;
}

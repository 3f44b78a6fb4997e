import type { IncomingHttpHeaders } from "node:http";
import { parseTheme, type ThemeChoice, themeCookie } from "@/components/layout/theme";
import { routing } from "@/i18n/routing";
import { type Locale, locales } from "@/server/shared/airline";

/** What an answer before or beside the pages knows of its reader. */
export type Visitor = { locale: Locale; theme: ThemeChoice };

const LOCALE_COOKIE = "NEXT_LOCALE";

/** The language by the address, then by the cookie, then by the browser; the theme by its cookie. */
export function visitorOf(
  url: string,
  headers: Pick<IncomingHttpHeaders, "cookie" | "accept-language">,
): Visitor {
  const [, first] = (url.split("?", 1)[0] ?? "").split("/");
  const locale =
    known(first) ??
    known(cookieOf(headers.cookie, LOCALE_COOKIE)) ??
    preferred(headers["accept-language"]) ??
    routing.defaultLocale;
  return { locale, theme: parseTheme(cookieOf(headers.cookie, themeCookie)) };
}

const known = (text: string | undefined) => locales.find((locale) => locale === text);

const cookieOf = (header: string | undefined, name: string) =>
  header
    ?.split(";")
    .map((part) => part.trim().split("="))
    .find(([key]) => key === name)?.[1];

/** The first of our languages in the order in which the browser wants them. */
function preferred(header: string | undefined): Locale | undefined {
  const wanted = (header ?? "").split(",", 20).map((part) => {
    const [tag = "", ...parameters] = part.trim().split(";");
    const weight = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
    return { language: tag.toLowerCase().split("-", 1)[0], weight: Number(weight ?? 1) };
  });
  return wanted
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ language }) => known(language))
    .find(Boolean);
}

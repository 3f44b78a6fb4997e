/** Pure formatting shared by pages, e-mails and documents: no React, no Next, no clock. */

import type { Locale } from "@/server/shared/airline";

const integer = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** A whole number with thousands separators ("1,234"): miles, counts. */
export function formatInteger(value: number): string {
  return integer.format(value);
}

/** Korean won (an integer; KRW has no minor unit): `152,300원` in Korean, `₩152,300` in English. */
export function formatKrw(amountKrw: number, locale: Locale): string {
  const sign = amountKrw < 0 ? "-" : "";
  const digits = integer.format(Math.abs(amountKrw));
  return locale === "ko" ? `${sign}${digits}원` : `${sign}₩${digits}`;
}

/** Won in few characters, for a calendar cell: `5.2만` in Korean, `52k` in English. Rounded up. */
export function formatKrwShort(amountKrw: number, locale: Locale): string {
  if (locale === "ko" && amountKrw >= 10_000) {
    const tenThousands = amountKrw / 10_000;
    return `${tenThousands < 10 ? Math.ceil(tenThousands * 10) / 10 : integer.format(Math.ceil(tenThousands))}만`;
  }
  if (amountKrw < 1_000) return integer.format(amountKrw);
  return locale === "ko" ? integer.format(amountKrw) : `${integer.format(Math.ceil(amountKrw / 1_000))}k`;
}

/** How an instant is written: time alone, a date with its weekday, both, or a short date. */
export type InstantStyle = "time" | "date" | "dateTime" | "shortDate" | "shortDateTime";

const calendars = new Map<string, Intl.DateTimeFormat>();

function calendarOf(zone: string): Intl.DateTimeFormat {
  const known =
    calendars.get(zone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
  calendars.set(zone, known);
  return known;
}

const weekdays = {
  ko: ["일", "월", "화", "수", "목", "금", "토"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
} as const;
const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** The fields of a wall clock. */
function wallClock(instant: Date, zone: string) {
  const parts = Object.fromEntries(
    calendarOf(zone)
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );
  const [year, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)];
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year, month, day, weekday, time: `${parts.hour}:${parts.minute}` };
}

/**
 * An instant by the clock of a place. `zone` is an IANA zone: the airport's for flights, Asia/Seoul for everything in
 * the customer's account. Hours are 24-hour, as on boarding passes. Intl only converts the zone: its wording differs
 * between the versions of server and browsers, so that the text would change at hydration.
 */
export function formatInstant(
  instant: string | Date,
  zone: string,
  style: InstantStyle,
  locale: Locale,
): string {
  const { year, month, day, weekday, time } = wallClock(new Date(instant), zone);
  if (style === "time") return time;
  const name = weekdays[locale][weekday];
  const withYear = style === "date" || style === "dateTime";
  const date =
    locale === "ko"
      ? `${withYear ? `${year}년 ` : ""}${month}월 ${day}일 (${name})`
      : `${name} ${day} ${months[month - 1]}${withYear ? ` ${year}` : ""}`;
  return style === "dateTime" || style === "shortDateTime" ? `${date} ${time}` : date;
}

/** The calendar day ("2026-11-22") in a zone at an instant. */
export function localDay(instant: string | Date, zone: string): string {
  const { year, month, day } = wallClock(new Date(instant), zone);
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** A calendar date ("2026-11-22") without any zone. */
export function formatLocalDate(
  isoDate: string,
  style: Extract<InstantStyle, "date" | "shortDate">,
  locale: Locale,
): string {
  return formatInstant(`${isoDate}T00:00:00Z`, "UTC", style, locale);
}

/** A span of minutes: `1시간 5분`, `1h 5m`. */
export function formatDuration(totalMinutes: number, locale: Locale): string {
  const hours = Math.floor(totalMinutes / 60);
  const minutes = totalMinutes % 60;
  const [h, m] = locale === "ko" ? ["시간", "분"] : ["h", "m"];
  if (hours === 0) return `${minutes}${m}`;
  return minutes === 0 ? `${hours}${h}` : `${hours}${h} ${minutes}${m}`;
}

const regions = new Map<Locale, Intl.DisplayNames>();

/** The name of a country by its two letters of ISO 3166-1: `대한민국`, `South Korea`. Other text is returned as it is. */
export function countryName(code: string, locale: Locale): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  const known = regions.get(locale) ?? new Intl.DisplayNames(locale, { type: "region" });
  regions.set(locale, known);
  return known.of(code) ?? code;
}

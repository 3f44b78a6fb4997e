/** Pure formatting shared by pages, e-mails and documents: no React, no Next, no clock. */

const bcp47 = { ko: "ko-KR", en: "en-GB" } as const;

type FormatLocale = keyof typeof bcp47;

const cache = new Map<string, Intl.DateTimeFormat>();

function dateTimeFormat(locale: FormatLocale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = cache.get(key) ?? new Intl.DateTimeFormat(bcp47[locale], options);
  cache.set(key, known);
  return known;
}

const integer = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** A whole number with thousands separators ("1,234"): miles, counts. */
export function formatInteger(value: number): string {
  return integer.format(value);
}

/** Korean won (an integer; KRW has no minor unit): `152,300원` in Korean, `₩152,300` in English. */
export function formatKrw(amountKrw: number, locale: FormatLocale): string {
  const sign = amountKrw < 0 ? "-" : "";
  const digits = integer.format(Math.abs(amountKrw));
  return locale === "ko" ? `${sign}${digits}원` : `${sign}₩${digits}`;
}

/** Won in few characters, for a calendar cell: `5.2만` in Korean, `52k` in English. Rounded up. */
export function formatKrwShort(amountKrw: number, locale: FormatLocale): string {
  if (locale === "ko" && amountKrw >= 10_000) {
    const tenThousands = amountKrw / 10_000;
    return `${tenThousands < 10 ? Math.ceil(tenThousands * 10) / 10 : integer.format(Math.ceil(tenThousands))}만`;
  }
  if (amountKrw < 1_000) return integer.format(amountKrw);
  return locale === "ko" ? integer.format(amountKrw) : `${integer.format(Math.ceil(amountKrw / 1_000))}k`;
}

/** How an instant is written: time alone, a date with its weekday, both, or a short date. */
export type InstantStyle = "time" | "date" | "dateTime" | "shortDate" | "shortDateTime";

// Hours are 24-hour in both languages, as on boarding passes; it also keeps server and browser alike.
const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const date = { year: "numeric", month: "long", day: "numeric", weekday: "short" } as const;
const shortDate = { month: "short", day: "numeric", weekday: "short" } as const;
const styles: Record<InstantStyle, Intl.DateTimeFormatOptions> = {
  time,
  date,
  dateTime: { ...date, ...time },
  shortDate,
  shortDateTime: { ...shortDate, ...time },
};

/**
 * An instant as the wall clock of a place shows it. `zone` is an IANA zone: the airport's for
 * flights, Asia/Seoul for everything that belongs to the customer's account.
 */
export function formatInstant(
  instant: string | Date,
  zone: string,
  style: InstantStyle,
  locale: FormatLocale,
): string {
  return dateTimeFormat(locale, { ...styles[style], timeZone: zone }).format(new Date(instant));
}

/** A calendar date ("2026-11-22") without any zone. */
export function formatLocalDate(
  isoDate: string,
  style: Extract<InstantStyle, "date" | "shortDate">,
  locale: FormatLocale,
): string {
  return dateTimeFormat(locale, { ...styles[style], timeZone: "UTC" }).format(
    new Date(`${isoDate}T00:00:00Z`),
  );
}

/** A span of minutes: `1시간 5분`, `1h 5m`. */
export function formatDuration(totalMinutes: number, locale: FormatLocale): string {
  const hours = Math.floor(totalMinutes / 60);
  const minutes = totalMinutes % 60;
  const [h, m] = locale === "ko" ? ["시간", "분"] : ["h", "m"];
  if (hours === 0) return `${minutes}${m}`;
  return minutes === 0 ? `${hours}${h}` : `${hours}${h} ${minutes}${m}`;
}

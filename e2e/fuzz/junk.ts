import { locales } from "@/server/shared/airline";
import type { Random } from "./random";

/** Values that have brought booking systems down, and similar ones. */

const cursor = (text: string) => Buffer.from(text).toString("base64url");
const ID = "01942f3c-7c1e-7abc-8def-0123456789ab";

const texts = [
  ...["", " ", "0", "-1", "1.5", "1e9", "NaN", "10", "null", "undefined", "true", "[]", "{}", "on"],
  ...["2147483647", "2147483648", "9007199254740993", "99999999999999999999"],
  ...["0000-01-01", "0001-01-01", "1999-12-31", "2026-02-30", "2026-13-01", "2100-12-31", "2101-01-01"],
  ...["9999-12-25", "9999-12-31", "+010000-01-01", "2026-12-01T00:00:00Z", "12:60", "24:00", "06:30"],
  ...[
    "\0",
    "a\0b",
    "\u202e",
    "\u200b",
    "\r\nX-Injected: 1",
    "\ud83d",
    "😀".repeat(60),
    "한글",
    "x".repeat(5_000),
  ],
  ...[
    "MA101",
    "MA101 2026-02-30",
    "MA101 9999-99-99",
    "KIM",
    "%",
    "_%\\",
    "'; --",
    "<script>",
    "$K1",
    "$1:a",
  ],
  ...["GMP", "CJU", "GMP\0", "gmp", "SAVER", "STANDARD", "738", "ko", "xx", "ADULT", "RESERVATION", "now"],
  ...[
    "/flights?from=GMP",
    "/flights?한글",
    "/flights?\n",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
  ],
  ...["https://evil.example/x", "http://", "a@b", "kim@example.com", "__proto__", "constructor", "toString"],
  ...[ID, ID.toUpperCase(), `${ID}0`, "-".repeat(36), "f".repeat(32), "BCDFGH", "1.SAVER", "999999999.SAVER"],
  cursor(`2026-11-29 12:00:00+00|${ID}`),
  cursor(`2026-02-30 12:00:00+00|${ID}`),
  cursor(`2026-11-29 99:99:99+00|${ID}`),
  cursor(`2026-11-29 12:00:00+99|${ID}`),
  cursor(`2026-11-29 12:00:00+00|${"-".repeat(36)}`),
  `${cursor(`2026-11-29 12:00:00+00|${ID}`)}${"=".repeat(300)}`,
];

/** Parts of an address, not all of them encoded as a browser would. */
const rawSegments = [
  "%E0%A4%A",
  "%",
  "%00",
  "%ff",
  "%2e%2e",
  "a.b",
  "..",
  "%2F",
  "%5B",
  "x%0d%0ay",
  "",
  "a;b=c",
];

const names = [
  ...[
    "from",
    "to",
    "depart",
    "return",
    "trip",
    "adults",
    "children",
    "infants",
    "out",
    "pick",
    "sort",
    "time",
  ],
  ...["cursor", "category", "page", "q", "flight", "date", "origin", "destination", "order", "laws", "tab"],
  ...["segment", "session", "problem", "ref", "next", "callbackUrl", "error", "language", "notice", "seats"],
  ...["first", "last", "departureDate", "departureTime", "arrivalTime", "aircraftType", "reservationId"],
  ...[
    "locator",
    "surname",
    "back",
    "choice",
    "agree",
    "consent.privacy",
    "messageId",
    "quoteId",
    "locale",
    "seat.0",
    "seat.99",
  ],
  ...[
    "email",
    "password",
    "csrfToken",
    "json",
    "passengers.0.surname",
    "passengers.0.birthDate",
    "contact.email",
  ],
];

/** `known` are values that exist, such as ids: requests with them get further. */
export class Junk {
  constructor(
    private readonly random: Random,
    private readonly known: readonly string[],
  ) {}

  text(): string {
    return this.random.pick(this.random.chance(30) ? this.known : texts);
  }

  /** Fills the places of an address such as `/[locale]/trips/[locator]`, and adds a query. */
  address(path: string): string {
    const filled = path.replaceAll(/\[(\.*)(\w+)\]/g, (_, many, name) => {
      if (name === "locale" && this.random.chance(90)) return this.random.pick(locales);
      if (many && this.random.chance(50)) return this.random.pick(AUTH_PATHS);
      return this.random.chance(20) ? this.random.pick(rawSegments) : encode(this.text()) || "x";
    });
    const query = this.random.some(names, 5).map((name) => `${name}=${encode(this.text())}`);
    return query.length > 0 ? `${filled}?${query.join("&")}` : filled;
  }

  /** A JSON value: mostly an object with known names. */
  value(depth = 0): unknown {
    const kind = this.random.below(depth > 3 ? 4 : 8);
    if (kind < 2) return this.text();
    if (kind === 2) return this.random.pick([0, -1, 1, 1e12, 2_147_483_648, 1e308, 0.5]);
    if (kind === 3) return this.random.pick([null, true, false]);
    if (kind === 4) return Array.from({ length: this.random.below(4) }, () => this.value(depth + 1));
    return Object.fromEntries(this.random.some(names, 6).map((name) => [name, this.value(depth + 1)]));
  }

  /** A correct body with some wrong values. */
  mutated(value: unknown): unknown {
    if (this.random.chance(12)) return this.value(2);
    if (Array.isArray(value)) return value.map((each) => this.mutated(each));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.mutated(each)]));
  }

  fields(): [string, string][] {
    return this.random.some(names, 8).map((name) => [name, this.text()]);
  }
}

const AUTH_PATHS = [
  "signin",
  "signin/credentials",
  "signin/nope",
  "callback/credentials",
  "callback/nope",
].concat([
  ...["signout", "session", "csrf", "providers", "error", "_log", "verify-request", "x", "callback"],
]);

/** A lone surrogate cannot be encoded, so its bytes are sent as they are. */
const encode = (text: string): string =>
  [...text].map((sign) => (/\p{Surrogate}/u.test(sign) ? "%ED%A0%BD" : encodeURIComponent(sign))).join("");

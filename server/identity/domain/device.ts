/** The browsers and systems that the account page has words for. */
export const browsers = [
  ...(["KAKAOTALK", "NAVER", "WHALE", "SAMSUNG", "EDGE", "OPERA", "FIREFOX", "CHROME", "SAFARI"] as const),
  "OTHER",
] as const;
export const systems = [
  ...(["IPHONE", "IPAD", "ANDROID", "WINDOWS", "MACOS", "CHROMEOS", "LINUX"] as const),
  "OTHER",
] as const;
export type Browser = (typeof browsers)[number];
export type System = (typeof systems)[number];
export type Device = { browser: Browser; system: System };

/** The first that fits counts: most browsers also name those that they are made of. */
const browserMarks: readonly [Browser, RegExp][] = [
  ["KAKAOTALK", /KAKAOTALK/i],
  ["NAVER", /NAVER\(inapp/i],
  ["WHALE", /Whale\//],
  ["SAMSUNG", /SamsungBrowser\//],
  ["EDGE", /Edg(?:e|A|iOS)?\//],
  ["OPERA", /OPR\/|Opera/],
  ["FIREFOX", /Firefox\/|FxiOS\//],
  ["CHROME", /Chrome\/|CriOS\//],
  ["SAFARI", /Version\/[\d.]+.* Safari\//],
];

const systemMarks: readonly [System, RegExp][] = [
  ["IPHONE", /iPhone|iPod/],
  ["IPAD", /iPad/],
  ["ANDROID", /Android/],
  ["WINDOWS", /Windows/],
  ["CHROMEOS", /CrOS/],
  ["MACOS", /Mac OS X|Macintosh/],
  ["LINUX", /Linux/],
];

/** Longer than any browser's own text. */
const MAX_READ = 500;

/** What a `User-Agent` header says of the device, in words that do not identify anybody. */
export function deviceOf(userAgent: string | null | undefined): Device {
  const text = (userAgent ?? "").slice(0, MAX_READ);
  const named = <T extends string>(marks: readonly [T, RegExp][]) =>
    marks.find(([, mark]) => mark.test(text))?.[0] ?? "OTHER";
  return { browser: named(browserMarks), system: named(systemMarks) };
}

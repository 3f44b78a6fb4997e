import { useLocale } from "next-intl";
import { formatInstant } from "@/i18n/format";
import { KOREA_ZONE } from "@/server/shared/airline";

/** A time in Korea with its seconds. Those are the same in every zone: they are taken from the ISO text. */
export function Clock({ at }: { at: string | Date }) {
  const iso = new Date(at).toISOString();
  return (
    <time dateTime={iso} className="text-sm whitespace-nowrap text-ink-muted">
      {formatInstant(iso, KOREA_ZONE, "shortDateTime", useLocale())}:{iso.slice(17, 19)}
    </time>
  );
}

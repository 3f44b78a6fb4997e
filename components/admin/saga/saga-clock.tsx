import { useLocale } from "next-intl";
import { formatInstant } from "@/i18n/format";

/** An instant in Korea to the second: no zone shifts those. */
export function Clock({ at }: { at: string | Date }) {
  const iso = new Date(at).toISOString();
  return (
    <time dateTime={iso} className="text-sm whitespace-nowrap text-ink-muted">
      {formatInstant(iso, "Asia/Seoul", "shortDateTime", useLocale())}:{iso.slice(17, 19)}
    </time>
  );
}

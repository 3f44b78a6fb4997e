import { useLocale } from "next-intl";
import { formatInstant, type InstantStyle } from "@/i18n/format";
import { KOREA_ZONE } from "@/server/shared/airline";

/** An instant by the clock of `zone`: the airport's for flights; Asia/Seoul, the default, for everything else. */
export function DateTime({
  at,
  zone = KOREA_ZONE,
  look = "dateTime",
  className,
}: {
  at: string | Date;
  zone?: string;
  look?: InstantStyle;
  className?: string;
}) {
  const instant = new Date(at);
  return (
    <time dateTime={instant.toISOString()} className={className}>
      {formatInstant(instant, zone, look, useLocale())}
    </time>
  );
}

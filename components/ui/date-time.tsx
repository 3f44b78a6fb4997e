import { useLocale } from "next-intl";
import { formatInstant, type InstantStyle } from "@/i18n/format";

/** An instant on the wall clock of `zone`: the airport's for flights; Asia/Seoul, the default, for the rest. */
export function DateTime({
  at,
  zone = "Asia/Seoul",
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

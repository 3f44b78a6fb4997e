import { useLocale, useTranslations } from "next-intl";
import { formatKrw } from "@/i18n/format";

/** A difference in whole won with its sign, or that there is none: `+32,000원`, `−10,000원`, `차액 없음`. */
export function Difference({ amountKrw, className }: { amountKrw: number; className?: string }) {
  const t = useTranslations("change.difference");
  const locale = useLocale();
  const sign = amountKrw > 0 ? "+" : "−";
  return (
    <span className={className}>
      {amountKrw === 0 ? t("none") : `${sign}${formatKrw(Math.abs(amountKrw), locale)}`}
    </span>
  );
}

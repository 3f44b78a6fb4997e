import { useLocale } from "next-intl";
import { formatKrw } from "@/i18n/format";

/** An amount of Korean won (an integer): `152,300원`, `₩152,300`. */
export function Money({ amountKrw, className }: { amountKrw: number; className?: string }) {
  return <span className={className}>{formatKrw(amountKrw, useLocale())}</span>;
}

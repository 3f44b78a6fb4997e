import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { knownKey } from "@/components/ui/known-key";

const doneKeys = [
  ...(["cancelled", "part-cancelled", "seats", "split", "name"] as const),
  ...(["flights-changed", "change-withdrawn"] as const),
] as const;

/** Says what has just been done on another page, as the address names it. */
export function BookingDone({ what }: { what: string | undefined }) {
  const t = useTranslations("admin.reservation.done");
  const key = knownKey(doneKeys, what, null);
  return key === null ? null : <Alert live tone="positive" title={t(key)} className="mb-6" />;
}

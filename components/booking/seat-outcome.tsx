import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";

/** What came of seating the party together. */
export function SeatOutcome({ outcome }: { outcome: string | undefined }) {
  const t = useTranslations("booking");
  if (outcome === "together") return <Alert tone="positive" live title={t("seatedTogether")} />;
  if (outcome === "tooFew")
    return (
      <Alert tone="warning" live title={t("tooFewTitle")}>
        {t("tooFewText")}
      </Alert>
    );
  if (outcome === "notSaved") return <Alert tone="warning" live title={t("seatNotSaved")} />;
  return null;
}

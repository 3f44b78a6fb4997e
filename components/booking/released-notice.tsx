import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";

/** Says on the search page that a hold was released and that it cost nothing. */
export function ReleasedNotice() {
  const t = useTranslations("booking");
  return (
    <Alert tone="positive" live title={t("releasedTitle")} className="mb-4">
      {t("releasedText")}
    </Alert>
  );
}

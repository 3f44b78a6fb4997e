import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";

/** On the search page after a hold was given up: that it is done, and that it cost nothing. */
export function ReleasedNotice() {
  const t = useTranslations("booking");
  return (
    <Alert tone="positive" live title={t("releasedTitle")} className="mb-4">
      {t("releasedText")}
    </Alert>
  );
}

import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/forms/action-form";
import { Alert } from "@/components/ui/alert";
import { SubmitButton } from "@/components/ui/submit-button";

/** Says that the trip was opened with a one-time code, and lets the traveller close it. */
export function TravellerBar({ minutes, leave }: { minutes: number; leave: () => Promise<void> }) {
  const t = useTranslations("trips.access");
  return (
    <Alert
      title={t("barTitle")}
      action={
        <ActionForm action={leave}>
          <SubmitButton variant="secondary" size="sm">
            {t("leave")}
          </SubmitButton>
        </ActionForm>
      }
    >
      {t("barText", { minutes })}
    </Alert>
  );
}

import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/forms/action-form";
import { Alert } from "@/components/ui/alert";
import { SubmitButton } from "@/components/ui/submit-button";

/** Says that the trip was booked without an account in this browser, and lets the guest close it. */
export function GuestBar({ leave }: { leave: () => Promise<void> }) {
  const t = useTranslations("identity.guest");
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
      {t("barText")}
    </Alert>
  );
}

import { Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/ui/submit-button";

/** A button that seats the whole party. `of` names the flight: the form fields that `action` reads. */
export function SeatTogether({
  of,
  alone,
  action,
}: {
  of: { reservationId: string; segment: number; locator?: string };
  alone: boolean;
  action: (form: FormData) => Promise<void>;
}) {
  const t = useTranslations("booking");
  return (
    <ActionForm action={action} className="flex flex-wrap items-center gap-3">
      {Object.entries(of).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton variant="secondary">
        <Users aria-hidden className="size-5" />
        {t(alone ? "seatAlone" : "seatTogether")}
      </SubmitButton>
      <p className="text-sm text-ink-muted">{t(alone ? "seatAloneNote" : "seatTogetherNote")}</p>
    </ActionForm>
  );
}

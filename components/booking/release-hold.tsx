"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { SubmitButton } from "@/components/ui/submit-button";
import { useHydrated } from "@/components/ui/use-hydrated";

/** Releases the hold and returns to the search `back`. A dialog asks first; before JavaScript it is a plain form. */
export function ReleaseHold({
  reservationId,
  back,
  action,
}: {
  reservationId: string;
  back: string;
  action: (form: FormData) => Promise<void>;
}) {
  const t = useTranslations("booking");
  const hydrated = useHydrated();
  const form = (buttons: ReactNode) => (
    <ActionForm action={action} className="flex flex-wrap justify-end gap-3">
      <input type="hidden" name="reservationId" value={reservationId} />
      <input type="hidden" name="back" value={back} />
      {buttons}
    </ActionForm>
  );
  return (
    <div className="mt-6 grid justify-items-start border-t border-line pt-4 text-sm text-ink-muted">
      <p className="pb-2">{t("releaseNote")}</p>
      {hydrated ? (
        <AskFirst form={form} />
      ) : (
        form(
          <SubmitButton variant="secondary" size="sm">
            {t("release")}
          </SubmitButton>,
        )
      )}
    </div>
  );
}

function AskFirst({ form }: { form: (buttons: ReactNode) => ReactNode }) {
  const t = useTranslations("booking");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      role="alertdialog"
      trigger={t("release")}
      triggerSize="sm"
      title={t("releaseTitle")}
      isOpen={open}
      onOpenChange={setOpen}
    >
      <p>{t("releaseText")}</p>
      {form(
        <>
          <Button variant="secondary" onClick={() => setOpen(false)}>
            {t("releaseKeep")}
          </Button>
          <SubmitButton variant="danger">{t("releaseConfirm")}</SubmitButton>
        </>,
      )}
    </Dialog>
  );
}

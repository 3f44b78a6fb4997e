"use client";

import { CreditCard } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/inputs/checkbox";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatKrw } from "@/i18n/format";
import { SlowNotice } from "./slow-notice";

/**
 * The agreement and the button to the payment page. A plain form that works before JavaScript. The server checks the
 * agreement: the browser's own message would be in the browser's language.
 */
export function PayForm({
  reservationId,
  totalAmount,
  again,
  agreementMissing,
  action,
}: {
  reservationId: string;
  totalAmount: number;
  /** A payment was tried before. */
  again: boolean;
  agreementMissing: boolean;
  action: (form: FormData) => Promise<void>;
}) {
  const t = useTranslations("payment");
  const locale = useLocale();
  const [missing, setMissing] = useState(agreementMissing);
  // React resets a form to its defaults when its action is done, also when it was refused.
  const [agreed, setAgreed] = useState(false);
  const refuseWithoutAgreement = (event: FormEvent<HTMLFormElement>) => {
    const box = event.currentTarget.elements.namedItem("agree");
    if (!(box instanceof HTMLInputElement) || box.checked) return;
    event.preventDefault();
    setMissing(true);
    box.focus();
  };
  return (
    <Card as="section" title={t("payTitle")}>
      <ActionForm action={action} onSubmit={refuseWithoutAgreement} noValidate className="grid gap-3">
        <input type="hidden" name="reservationId" value={reservationId} />
        <Checkbox
          name="agree"
          required
          defaultChecked={agreed}
          label={t("agree")}
          description={t("agreeNote")}
          onChange={({ target }) => setAgreed(target.checked)}
          error={missing && !agreed && t("agreeMissing")}
        />
        <p className="text-sm text-ink-muted">{t("payNote")}</p>
        <SubmitButton size="lg" className="justify-self-stretch">
          <CreditCard aria-hidden className="size-5" />
          {t(again ? "payAgain" : "pay", { amount: formatKrw(totalAmount, locale) })}
        </SubmitButton>
        <SlowNotice />
      </ActionForm>
    </Card>
  );
}

"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { Refusal } from "@/components/forms/refusal";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useFormAction } from "@/components/forms/use-form-action";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { SlowNotice } from "@/components/payment/slow-notice";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/inputs/checkbox";
import { knownKey } from "@/components/ui/known-key";
import { readerKey } from "@/components/ui/reader-key";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatKrw } from "@/i18n/format";

type Props = {
  /** Why the last try was refused. */
  refusal: Refusal | null;
  submit: (form: FormData) => void;
  /** The hidden fields that the action reads. */
  fields: Readonly<Record<string, string>> & { readonly quoteId: string };
  /** In whole won: above zero it is paid, below zero given back. */
  balance: number;
  /** It is sent on the customer's behalf, who agreed and who pays. */
  staff?: boolean;
};

const refusals = [
  ...(["QUOTE_EXPIRED", "CONFLICT", "NOT_CHANGEABLE", "UNAUTHENTICATED", "FORBIDDEN"] as const),
  ...(["UNAVAILABLE", "NO_ANSWER"] as const),
] as const;

/** The connection was lost: nobody here knows whether the flights were changed. Asked again, the site changes them once. */
const noAnswer = (): Refusal => ({ ok: false, code: "NO_ANSWER" });

/** The form of the customer, with the action that it calls. */
export function ChangeForm({
  action,
  ...terms
}: Omit<Props, "refusal" | "submit" | "staff"> & {
  action: (before: Refusal | null, form: FormData) => Promise<Refusal | null>;
}) {
  const [refusal, submit] = useFormAction<Refusal | null>(action, null, noAnswer);
  return <ChangeAgreement {...terms} refusal={refusal} submit={submit} />;
}

/** The agreement, and the button that changes the flights on the terms of a quote. It works before JavaScript. */
export function ChangeAgreement({ refusal, submit, fields, balance, staff = false }: Props) {
  const t = useTranslations("change.confirm");
  const message = useFieldMessage("change");
  const form = useInvalidFocus(refusal);
  // React resets a form to its defaults when its action is done, also when it was refused. A new quote is agreed to anew.
  const [agreedTo, setAgreedTo] = useState<string | null>(null);
  const agreed = agreedTo === fields.quoteId;
  const missing = refusal?.fieldErrors?.agree;
  return (
    <Card as="section" title={t("title")}>
      <form ref={form} action={submit} noValidate className="grid gap-3">
        {refusal && !missing && <Refused refusal={refusal} staff={staff} />}
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Checkbox
          key={fields.quoteId}
          name="agree"
          required
          defaultChecked={agreed}
          label={t(staff ? "agreeStaff" : "agree")}
          onChange={({ target }) => setAgreedTo(target.checked ? fields.quoteId : null)}
          error={!agreed && message("agree", missing && staff ? "requiredStaff" : missing)}
        />
        {balance > 0 && <p className="text-sm text-ink-muted">{t(staff ? "payNoteStaff" : "payNote")}</p>}
        <ConfirmButton balance={balance} staff={staff} />
        {balance > 0 && !staff && <SlowNotice />}
      </form>
    </Card>
  );
}

function ConfirmButton({ balance, staff }: { balance: number; staff: boolean }) {
  const t = useTranslations("change.confirm");
  const amount = formatKrw(Math.abs(balance), useLocale());
  const [pay, refund] = staff ? (["payStaff", "refundStaff"] as const) : (["pay", "refund"] as const);
  return (
    <SubmitButton size="lg" className="justify-self-stretch">
      {balance > 0 ? t(pay, { amount }) : balance < 0 ? t(refund, { amount }) : t("plain")}
    </SubmitButton>
  );
}

function Refused({ refusal, staff }: { refusal: Refusal; staff: boolean }) {
  const t = useTranslations("change.confirm");
  const code = readerKey(knownKey(refusals, refusal.code, "OTHER"), staff, ["QUOTE_EXPIRED"]);
  return (
    <Alert live tone="danger" title={t(refusal.code === "NO_ANSWER" ? "noAnswerTitle" : "refusedTitle")}>
      {t(`refused.${code}`)}
      {refusal.correlationId && (
        <span className="block text-xs">{t("reference", { id: refusal.correlationId })}</span>
      )}
    </Alert>
  );
}

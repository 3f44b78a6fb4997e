"use client";

import { useLocale, useTranslations } from "next-intl";
import type { Refusal } from "@/components/forms/refusal";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { TextArea } from "@/components/ui/inputs/text-area";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatKrw } from "@/i18n/format";
import { MAX_WAIVER_REASON_LENGTH } from "@/server/shared/order-terms";

/** The state of the forms of a quote. */
export type QuoteState<Quote> = {
  /** The reason that was typed. */
  reason: string;
  /** The quote without fees; null when the fees are charged. */
  quote: Quote | null;
  /** Why the fees were not left out. */
  refusal: Refusal | null;
  /** Why the shown quote was not accepted. */
  accepting: Refusal | null;
};

/** Asks for the reason for which the fees are left out, and quotes again without them. It works before JavaScript. */
export function WaiverForm({
  state,
  fields,
  action,
}: {
  state: Pick<QuoteState<unknown>, "reason" | "refusal">;
  /** The hidden fields that the action reads. */
  fields: readonly (readonly [name: string, value: string])[];
  action: (form: FormData) => void;
}) {
  const t = useTranslations("admin.waiver");
  const message = useFieldMessage("admin");
  const form = useInvalidFocus(state);
  return (
    <Card as="section" title={t("title")}>
      <form ref={form} action={action} noValidate>
        <div className="grid gap-4">
          <input type="hidden" name="intent" value="waive" />
          {fields.map(([name, value]) => (
            <input key={name + value} type="hidden" name={name} value={value} />
          ))}
          <RefusalAlert namespace="admin" title={t("refused")} refusal={state.refusal} />
          <TextArea
            name="reason"
            label={t("reason")}
            description={t("reasonHint")}
            required
            rows={2}
            maxLength={MAX_WAIVER_REASON_LENGTH}
            defaultValue={state.reason}
            error={message("waiverReason", state.refusal?.fieldErrors?.["waiver.reason"])}
          />
          <div>
            <SubmitButton variant="secondary">{t("submit")}</SubmitButton>
          </div>
        </div>
      </form>
    </Card>
  );
}

/** Says that the shown quote leaves the fees out, and why; one button puts them back. It works before JavaScript. */
export function WaivedFee({
  amount,
  reason,
  action,
}: {
  amount: number;
  reason: string;
  action: (form: FormData) => void;
}) {
  const t = useTranslations("admin.waiver");
  const locale = useLocale();
  return (
    <Alert
      live
      tone="positive"
      title={t("waived", { amount: formatKrw(amount, locale) })}
      action={
        <form action={action}>
          <input type="hidden" name="intent" value="keep" />
          <input type="hidden" name="reason" value={reason} />
          <SubmitButton variant="secondary" size="sm">
            {t("undo")}
          </SubmitButton>
        </form>
      }
    >
      <p className="break-words whitespace-pre-line">{t("because", { reason })}</p>
    </Alert>
  );
}

"use client";

import { useLocale, useTranslations } from "next-intl";
import type { Refusal } from "@/components/forms/refusal";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextArea } from "@/components/ui/inputs/text-area";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatKrw } from "@/i18n/format";
import { MAX_WAIVER_REASON_LENGTH } from "@/server/shared/order-terms";

/** The state of the form: what was typed, and the quote without fees or the refusal that came back. */
export type WaiverState<Quote> = {
  reason: string;
  quote: Quote | null;
  refusal: Refusal | null;
};

/** Asks for the reason for which the fees are left out, and quotes again without them. It works before JavaScript. */
export function WaiverForm({
  state,
  fields,
  action,
}: {
  state: Pick<WaiverState<unknown>, "reason" | "refusal">;
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

/** Says that the shown quote leaves the fees out, and why; one button puts them back. */
export function WaivedFee({ amount, reason, undo }: { amount: number; reason: string; undo: () => void }) {
  const t = useTranslations("admin.waiver");
  const locale = useLocale();
  return (
    <Alert
      live
      tone="positive"
      title={t("waived", { amount: formatKrw(amount, locale) })}
      action={
        <Button variant="secondary" size="sm" onClick={undo}>
          {t("undo")}
        </Button>
      }
    >
      <p className="break-words whitespace-pre-line">{t("because", { reason })}</p>
    </Alert>
  );
}

"use client";

import { useLocale, useTranslations } from "next-intl";
import { FormFieldset } from "@/components/forms/form-fieldset";
import type { Refusal } from "@/components/forms/refusal";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import type { Parts } from "@/components/trips/cancel-parts";
import type { OfferedRefund } from "@/components/trips/types";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextArea } from "@/components/ui/inputs/text-area";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatKrw } from "@/i18n/format";
import { MAX_WAIVER_REASON_LENGTH } from "@/server/shared/order-terms";

/** The state of the form: what was typed, and the quote without fees or the refusal that came back. */
export type WaiverState = {
  /** The quote with fees that was shown. */
  basedOn: string;
  reason: string;
  quote: OfferedRefund | null;
  refusal: Refusal | null;
};

export const noWaiver: WaiverState = { basedOn: "", reason: "", quote: null, refusal: null };

/** The state when no answer came: what was typed stays. */
export const unansweredWaiver = (form: FormData): WaiverState => ({
  ...noWaiver,
  reason: String(form.get("reason") ?? ""),
  refusal: { ok: false, code: "UNAVAILABLE" },
});

/** Asks for the reason for which the fees are left out, and quotes again without them. */
export function WaiverForm({
  state,
  of: { reservationId, quoteId, parts },
  action,
}: {
  state: WaiverState;
  of: { reservationId: string; quoteId: string; parts: Parts };
  action: (form: FormData) => void;
}) {
  const t = useTranslations("admin.waiver");
  const message = useFieldMessage("admin");
  const form = useInvalidFocus(state);
  return (
    <Card as="section" title={t("title")}>
      <form ref={form} action={action} noValidate>
        <FormFieldset className="grid gap-4">
          <input type="hidden" name="reservationId" value={reservationId} />
          <input type="hidden" name="quoteId" value={quoteId} />
          {parts && <PartInputs parts={parts} />}
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
        </FormFieldset>
      </form>
    </Card>
  );
}

function PartInputs({ parts }: { parts: NonNullable<Parts> }) {
  return (
    <>
      <input type="hidden" name="part" value="1" />
      {parts.passengers.map((id) => (
        <input key={id} type="hidden" name="passenger" value={id} />
      ))}
      {parts.segments.map((id) => (
        <input key={id} type="hidden" name="flight" value={id} />
      ))}
    </>
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

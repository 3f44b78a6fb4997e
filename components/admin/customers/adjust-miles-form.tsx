"use client";

import { useTranslations } from "next-intl";
import { type DeskAction, noAnswer } from "@/components/admin/desk/desk-form";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useFormAction } from "@/components/forms/use-form-action";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { RadioGroup } from "@/components/ui/inputs/radio-group";
import { TextArea } from "@/components/ui/inputs/text-area";
import { TextField } from "@/components/ui/inputs/text-field";
import { SubmitButton } from "@/components/ui/submit-button";

const empty = { direction: "GIVE", miles: "", reason: "" };
export type AdjustMilesAction = DeskAction<typeof empty>;

type Props = {
  memberId: string;
  /** The same key a second time books nothing. The page gives a new one after each adjustment. */
  formKey: string;
  action: AdjustMilesAction;
};

/** Gives miles to a customer, or takes them, with a reason that the customer does not see. */
export function AdjustMilesForm({ memberId, formKey, action }: Props) {
  const t = useTranslations("admin.adjustMiles");
  const [state, submit] = useFormAction(action, { values: empty, done: 0, refusal: null }, noAnswer(empty));
  const form = useInvalidFocus(state);
  const { values, refusal, done } = state;
  return (
    <Card as="section" title={t("title")}>
      <form ref={form} action={submit} noValidate className="grid gap-4">
        <input type="hidden" name="key" value={formKey} />
        <input type="hidden" name="memberId" value={memberId} />
        {done > 0 && !refusal && (
          <Alert key={done} live tone="positive">
            {t("done")}
          </Alert>
        )}
        <RefusalAlert namespace="admin" title={t("refused")} refusal={refusal} />
        <AdjustmentFields values={values} errors={refusal?.fieldErrors ?? {}} />
        <div>
          <SubmitButton>{t("submit")}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}

type FieldsProps = { values: typeof empty; errors: Readonly<Record<string, string>> };

function AdjustmentFields({ values, errors }: FieldsProps) {
  const t = useTranslations("admin.adjustMiles");
  const message = useFieldMessage("admin");
  return (
    <>
      <RadioGroup
        key={values.direction}
        name="direction"
        legend={t("direction")}
        look="pill"
        defaultValue={values.direction}
        options={[
          { value: "GIVE", label: t("give") },
          { value: "TAKE", label: t("take") },
        ]}
      />
      <TextField
        name="miles"
        label={t("miles")}
        description={t("milesHint")}
        inputMode="numeric"
        autoComplete="off"
        required
        maxLength={20}
        defaultValue={values.miles}
        error={message("adjustedMiles", errors.miles)}
      />
      <TextArea
        name="reason"
        label={t("reason")}
        description={t("reasonHint")}
        required
        maxLength={500}
        defaultValue={values.reason}
        error={message("adjustmentReason", errors.reason)}
      />
    </>
  );
}

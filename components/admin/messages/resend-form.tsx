"use client";

import { useTranslations } from "next-intl";
import { type DeskAction, noAnswer } from "@/components/admin/desk/desk-form";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFormAction } from "@/components/forms/use-form-action";
import { Alert } from "@/components/ui/alert";
import { RadioGroup } from "@/components/ui/inputs/radio-group";
import { SubmitButton } from "@/components/ui/submit-button";

const empty = { to: "SAME" };
export type ResendAction = DeskAction<typeof empty>;

export type ResendFormProps = {
  messageId: string;
  address: string;
  /** The same key a second time sends nothing. The page gives a new one after each request. */
  formKey: string;
  action: ResendAction;
};

/** Has an e-mail sent again. */
export function ResendForm({ messageId, address, formKey, action }: ResendFormProps) {
  const t = useTranslations("admin.resend");
  const [state, submit] = useFormAction(action, { values: empty, done: 0, refusal: null }, noAnswer(empty));
  const { values, refusal, done } = state;
  return (
    <form action={submit} className="grid gap-4">
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="messageId" value={messageId} />
      {done > 0 && !refusal && (
        <Alert key={done} live tone="positive">
          {t("done")}
        </Alert>
      )}
      <RefusalAlert namespace="admin" title={t("refused")} refusal={refusal} />
      <RadioGroup
        key={values.to}
        name="to"
        legend={t("to")}
        defaultValue={values.to}
        options={[
          { value: "SAME", label: t("same", { address }) },
          { value: "PRESENT", label: t("present"), description: t("presentHint") },
        ]}
      />
      <div>
        <SubmitButton variant="secondary">{t("submit")}</SubmitButton>
      </div>
    </form>
  );
}

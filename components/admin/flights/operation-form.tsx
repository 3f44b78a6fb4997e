"use client";

import { useTranslations } from "next-intl";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFormAction } from "@/components/forms/use-form-action";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { TextField } from "@/components/ui/inputs/text-field";
import { SubmitButton } from "@/components/ui/submit-button";
import {
  type OperationFormState,
  type OperationValues,
  operationFields,
  typedOperation,
} from "./operation-form-state";

type Props = {
  flightId: number;
  values: OperationValues;
  action: (before: OperationFormState, form: FormData) => Promise<OperationFormState>;
};

/** Expected times, terminals and gates of a flight: native inputs, which work before JavaScript. What was typed stays when it is refused. */
export function OperationForm({ flightId, values: initial, action }: Props) {
  const t = useTranslations("admin.operation");
  const [{ values, refusal }, submit] = useFormAction(action, { values: initial, refusal: null }, (form) => ({
    values: typedOperation(form),
    refusal: { ok: false as const, code: "UNAVAILABLE" },
  }));
  const form = useInvalidFocus(refusal);
  const isTime = (name: keyof OperationValues) => name === "departsAt" || name === "arrivesAt";
  return (
    <form ref={form} action={submit} noValidate className="grid gap-5">
      <input type="hidden" name="flightId" value={flightId} />
      <RefusalAlert namespace="admin" title={t("notSaved")} refusal={refusal} />
      {/* React empties a form after its action: a new key draws what was typed. */}
      <div key={JSON.stringify(values)} className="grid gap-5 md:grid-cols-3">
        {operationFields.map((name) => (
          <TextField
            key={name}
            name={name}
            label={t(name)}
            {...(isTime(name) && { type: "datetime-local", description: t("timeHint") })}
            autoComplete="off"
            maxLength={40}
            defaultValue={values[name]}
            error={refusal?.fieldErrors?.[name] && t(isTime(name) ? "timeInvalid" : "signInvalid")}
          />
        ))}
      </div>
      <div>
        <SubmitButton>{t("save")}</SubmitButton>
      </div>
    </form>
  );
}

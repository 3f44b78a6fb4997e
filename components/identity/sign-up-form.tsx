"use client";

import { useTranslations } from "next-intl";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useFormAction } from "@/components/forms/use-form-action";
import { TextField } from "@/components/ui/inputs/text-field";
import { CredentialsForm, type CredentialsState } from "./credentials-form";

export type RegistrationState = CredentialsState & { name: string };

/** Creates an account and signs the person in. */
export function SignUpForm({
  next,
  register,
}: {
  next: string;
  /** The page's server action. */
  register: (state: RegistrationState, form: FormData) => Promise<RegistrationState>;
}) {
  const t = useTranslations("identity");
  const fieldMessage = useFieldMessage("identity");
  const [state, submit] = useFormAction<RegistrationState>(register, { email: "", name: "" }, (form) => ({
    email: String(form.get("email") ?? ""),
    name: String(form.get("name") ?? ""),
    refusal: "UNAVAILABLE",
  }));
  return (
    <CredentialsForm purpose="signUp" next={next} state={state} action={submit}>
      <TextField
        name="name"
        autoComplete="name"
        required
        label={t("name")}
        description={t("nameHint")}
        defaultValue={state.name}
        error={fieldMessage("name", state.fieldErrors?.name)}
      />
    </CredentialsForm>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { TextField } from "@/components/ui/text-field";
import { CredentialsForm, type CredentialsState } from "./credentials-form";
import { signInWithPassword } from "./sign-in-with-password";
import { useFieldMessage } from "./use-field-message";

type Registration = { email: string; name: string; password: string };
type Answer = { ok: true } | { ok: false; code: string; fieldErrors?: Record<string, string> };
type State = CredentialsState & { name: string };

/** Makes an account and signs in with it. `register` is the page's server action. */
export function SignUpForm({
  next,
  register,
}: {
  next: string;
  register: (registration: Registration) => Promise<Answer>;
}) {
  const t = useTranslations("identity");
  const fieldMessage = useFieldMessage();
  const [state, submit] = useActionState(
    async (_: State, form: FormData): Promise<State> => {
      const text = (name: string) => String(form.get(name) ?? "");
      const [email, name, password] = [text("email").trim(), text("name"), text("password")];
      const answer = await register({ email, name, password }).catch(
        (): Answer => ({ ok: false, code: "UNAVAILABLE" }),
      );
      if (!answer.ok) {
        const { fieldErrors, code } = answer;
        return { email, name, fieldErrors, refusal: fieldErrors ? undefined : code };
      }
      const refusal = await signInWithPassword(email, password);
      window.location.assign(refusal ? `sign-in?${new URLSearchParams({ error: refusal, next })}` : next);
      return { email, name };
    },
    { email: "", name: "" },
  );
  return (
    <CredentialsForm purpose="signUp" state={state} action={submit}>
      <TextField
        name="name"
        autoComplete="name"
        required
        label={t("name")}
        description={t("nameHint")}
        defaultValue={state.name}
        error={fieldMessage(state.fieldErrors?.name)}
      />
    </CredentialsForm>
  );
}

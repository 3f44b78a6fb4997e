"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { RefusalAlert } from "./refusal-alert";
import { signInWithPassword } from "./sign-in-form";
import { useFieldMessage } from "./use-field-message";
import { useInvalidFocus } from "./use-invalid-focus";

type Registration = { email: string; name: string; password: string };
type Answer = { ok: true } | { ok: false; code: string; fieldErrors?: Record<string, string> };
type State = {
  email: string;
  name: string;
  refusal?: string;
  fieldErrors?: Record<string, string>;
};

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
      window.location.assign(refusal ? `sign-in?error=${refusal}` : next);
      return { email, name };
    },
    { email: "", name: "" },
  );
  const form = useInvalidFocus(state);
  return (
    <form ref={form} action={submit} noValidate className="flex flex-col gap-4">
      <RefusalAlert during="signUp" code={state.refusal} />
      <TextField
        name="name"
        autoComplete="name"
        required
        label={t("name")}
        description={t("nameHint")}
        defaultValue={state.name}
        error={fieldMessage(state.fieldErrors?.name)}
      />
      <TextField
        name="email"
        type="email"
        autoComplete="username"
        inputMode="email"
        required
        label={t("email")}
        defaultValue={state.email}
        error={fieldMessage(state.fieldErrors?.email)}
      />
      <TextField
        name="password"
        type="password"
        autoComplete="new-password"
        required
        label={t("password")}
        description={t("passwordRule")}
        error={fieldMessage(state.fieldErrors?.password)}
      />
      <SubmitButton size="lg">{t("signUp")}</SubmitButton>
    </form>
  );
}

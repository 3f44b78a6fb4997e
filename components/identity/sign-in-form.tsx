"use client";

import { signIn } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { RefusalAlert } from "./refusal-alert";
import { useFieldMessage } from "./use-field-message";
import { useInvalidFocus } from "./use-invalid-focus";

type State = { email: string; refusal?: string; fieldErrors?: Record<string, string> };

/** E-mail and password. `next` is where a signed-in person goes: a path of this site. */
export function SignInForm({ next, refusal }: { next: string; refusal?: string }) {
  const t = useTranslations("identity");
  const fieldMessage = useFieldMessage();
  const [state, submit] = useActionState(
    async (_: State, form: FormData): Promise<State> => {
      const email = String(form.get("email") ?? "").trim();
      const password = String(form.get("password") ?? "");
      const fieldErrors = {
        ...(email === "" && { email: "required" }),
        ...(password === "" && { password: "required" }),
      };
      if (Object.keys(fieldErrors).length > 0) return { email, fieldErrors };
      const code = await signInWithPassword(email, password);
      if (code) return { email, refusal: code };
      // A full load: everything on the page may look different to a member.
      window.location.assign(next);
      return { email };
    },
    { email: "", refusal },
  );
  const form = useInvalidFocus(state);
  return (
    <form ref={form} action={submit} noValidate className="flex flex-col gap-4">
      <RefusalAlert during="signIn" code={state.refusal} />
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
        autoComplete="current-password"
        required
        label={t("password")}
        error={fieldMessage(state.fieldErrors?.password)}
      />
      <SubmitButton size="lg">{t("signIn")}</SubmitButton>
    </form>
  );
}

/** Signs in without leaving the page. @returns the code of the refusal, or null when it went well. */
export async function signInWithPassword(email: string, password: string): Promise<string | null> {
  try {
    const result = await signIn("credentials", { email, password, redirect: false });
    return result?.ok ? null : (result?.error ?? "INTERNAL");
  } catch {
    return "UNAVAILABLE";
  }
}

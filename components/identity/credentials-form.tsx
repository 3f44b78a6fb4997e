"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { TextField } from "@/components/ui/inputs/text-field";
import { SubmitButton } from "@/components/ui/submit-button";

export type CredentialsState = {
  email: string;
  refusal?: string;
  fieldErrors?: Record<string, string>;
};

/** The form shared by sign-in and sign-up. `children` are the fields before e-mail and password. */
export function CredentialsForm({
  purpose,
  next,
  state,
  action,
  consents,
  children,
}: {
  purpose: "signIn" | "signUp";
  /** Where the person goes afterwards: a path of this site. */
  next: string;
  state: CredentialsState;
  action: (form: FormData) => void;
  /** What a new member agrees to, after the fields. */
  consents?: ReactNode;
  children?: ReactNode;
}) {
  const t = useTranslations("identity");
  const form = useInvalidFocus(state);
  return (
    <form ref={form} action={action} noValidate className="flex flex-col gap-4">
      <RefusalAlert
        namespace="identity"
        title={t(`refusedTitle.${purpose}`)}
        refusal={state.refusal ? { code: state.refusal } : null}
      />
      <input type="hidden" name="next" value={next} />
      {children}
      <Credentials isNew={purpose === "signUp"} state={state} />
      {consents}
      <SubmitButton size="lg">{t(purpose)}</SubmitButton>
    </form>
  );
}

function Credentials({ isNew, state }: { isNew: boolean; state: CredentialsState }) {
  const t = useTranslations("identity");
  const fieldMessage = useFieldMessage("identity");
  return (
    <>
      <TextField
        name="email"
        type="email"
        autoComplete="username"
        inputMode="email"
        required
        label={t("email")}
        defaultValue={state.email}
        error={fieldMessage("email", state.fieldErrors?.email)}
      />
      <TextField
        name="password"
        type="password"
        autoComplete={isNew ? "new-password" : "current-password"}
        required
        label={t("password")}
        description={isNew ? t("passwordRule") : undefined}
        error={fieldMessage("password", state.fieldErrors?.password)}
      />
    </>
  );
}

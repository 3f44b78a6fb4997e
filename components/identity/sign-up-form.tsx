"use client";

import { useTranslations } from "next-intl";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useFormAction } from "@/components/forms/use-form-action";
import { ConsentChoices } from "@/components/legal/consent-choices";
import type { AskedDocument, ConsentState } from "@/components/legal/types";
import { TextField } from "@/components/ui/inputs/text-field";
import { CredentialsForm, type CredentialsState } from "./credentials-form";

export type RegistrationState = CredentialsState & { name: string; consents: ConsentState };

/** Creates an account and signs the person in. */
export function SignUpForm({
  next,
  documents,
  register,
}: {
  next: string;
  /** What a new member agrees to. */
  documents: readonly AskedDocument[];
  /** The page's server action. */
  register: (state: RegistrationState, form: FormData) => Promise<RegistrationState>;
}) {
  const t = useTranslations("identity");
  const fieldMessage = useFieldMessage("identity");
  const [state, submit] = useFormAction<RegistrationState>(
    register,
    { email: "", name: "", consents: { documents, agreed: [], faults: {} } },
    (form, { consents }) => ({
      email: String(form.get("email") ?? ""),
      name: String(form.get("name") ?? ""),
      consents: { ...consents, agreed: tickedIn(form, consents), faults: {} },
      refusal: "UNAVAILABLE",
    }),
  );
  return (
    <CredentialsForm
      purpose="signUp"
      next={next}
      state={state}
      action={submit}
      consents={<ConsentChoices note="membership" {...state.consents} />}
    >
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

const tickedIn = (form: FormData, { documents }: ConsentState) =>
  documents.map(({ document }) => document).filter((document) => form.has(`consent.${document}`));

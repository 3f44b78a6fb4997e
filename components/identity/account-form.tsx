"use client";

import type { ComponentProps } from "react";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useFormAction } from "@/components/forms/use-form-action";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { TextField } from "@/components/ui/inputs/text-field";
import { SubmitButton } from "@/components/ui/submit-button";

/** What was typed, passwords left out, and why it was refused. */
export type AccountFormState = {
  email?: string;
  phone?: string;
  refusal?: string | undefined;
  fieldErrors?: Record<string, string> | undefined;
};
export type AccountFormAction = (state: AccountFormState, form: FormData) => Promise<AccountFormState>;

type Field = Pick<ComponentProps<typeof TextField>, "label" | "description" | "autoComplete"> & {
  name: "email" | "phone" | "password" | "currentPassword";
};

/** How the fields are typed; what was typed into a password comes never back. */
const inputs = {
  email: { type: "email", inputMode: "email" },
  phone: { type: "tel", inputMode: "tel" },
  password: { type: "password" },
  currentPassword: { type: "password" },
} as const;

/** A short form about the account: an address, passwords. `next`: where the person goes afterwards. Its words come from the page. It works before JavaScript. */
export function AccountForm({
  action,
  fields,
  button,
  refusedTitle,
  size = "md",
  next,
}: {
  action: AccountFormAction;
  fields: readonly Field[];
  button: string;
  refusedTitle: string;
  size?: "md" | "lg";
  next?: string;
}) {
  const [state, submit] = useFormAction<AccountFormState>(action, {}, (form) => ({
    email: String(form.get("email") ?? ""),
    phone: String(form.get("phone") ?? ""),
    refusal: "UNAVAILABLE",
  }));
  const fieldMessage = useFieldMessage("identity");
  const form = useInvalidFocus(state);
  return (
    <form ref={form} action={submit} noValidate className="flex flex-col gap-4">
      <RefusalAlert
        namespace="identity"
        title={refusedTitle}
        refusal={state.refusal ? { code: state.refusal } : null}
      />
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      {fields.map(({ name, ...field }) => (
        <TextField
          key={name}
          {...field}
          name={name}
          {...inputs[name]}
          required
          defaultValue={name === "email" || name === "phone" ? state[name] : undefined}
          error={fieldMessage(name, state.fieldErrors?.[name])}
        />
      ))}
      <div className="grid justify-items-stretch sm:justify-items-start">
        <SubmitButton size={size}>{button}</SubmitButton>
      </div>
    </form>
  );
}

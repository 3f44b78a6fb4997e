"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormAction } from "@/components/forms/use-form-action";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { Alert } from "@/components/ui/alert";
import { TextField } from "@/components/ui/inputs/text-field";
import { knownKey } from "@/components/ui/known-key";
import { SubmitButton } from "@/components/ui/submit-button";

/** The typed contact, with what was wrong with it. */
export type ContactState = {
  email: string;
  phone: string;
  fieldErrors?: Record<string, string> | undefined;
  refusal?: string | undefined;
};
export type ContactAction = (before: ContactState, form: FormData) => Promise<ContactState>;

const typed = (form: FormData) => ({
  email: String(form.get("email")),
  phone: String(form.get("phone")),
});

const fieldKeys = ["required", "email", "emailInvalid", "phone", "tooBig"] as const;
const refusals = ["CONFLICT", "FLIGHT_DEPARTED", "RATE_LIMITED", "NOT_FOUND", "UNAVAILABLE"] as const;

/** Changes e-mail address and phone of a booking. `staff`: on behalf of the customer. It works before JavaScript. */
export function ContactForm({
  action,
  reservationId,
  contact,
  staff = false,
  back,
}: {
  action: ContactAction;
  reservationId: string;
  contact: { email: string; phone: string };
  staff?: boolean;
  /** A link beside the button that leads back. */
  back: ReactNode;
}) {
  const t = useTranslations("trips.contact");
  const [state, submit] = useFormAction<ContactState>(action, contact, (form) => ({
    ...typed(form),
    refusal: "UNAVAILABLE",
  }));
  const form = useInvalidFocus(state);
  return (
    <form ref={form} action={submit} noValidate className="grid gap-4">
      <input type="hidden" name="reservationId" value={reservationId} />
      {state.refusal && (
        <Alert live tone="danger" title={t("refusedTitle")}>
          {t(`refused.${knownKey(refusals, state.refusal, "OTHER")}`)}
        </Alert>
      )}
      <ContactFields state={state} staff={staff} />
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton>{t("save")}</SubmitButton>
        {back}
      </div>
    </form>
  );
}

function ContactFields({ state, staff }: { state: ContactState; staff: boolean }) {
  const t = useTranslations("trips.contact");
  const errorOf = (field: "email" | "phone") => {
    const key = state.fieldErrors?.[field];
    return key && t(`field.${knownKey(fieldKeys, key, "other")}`, { field });
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        name="email"
        type="email"
        label={t("email")}
        description={t(staff ? "emailNoteStaff" : "emailNote")}
        required
        autoComplete={staff ? "off" : "email"}
        defaultValue={state.email}
        error={errorOf("email")}
      />
      <TextField
        name="phone"
        type="tel"
        label={t("phone")}
        required={false}
        autoComplete={staff ? "off" : "tel"}
        placeholder="010-0000-0000"
        defaultValue={state.phone}
        error={errorOf("phone")}
      />
    </div>
  );
}

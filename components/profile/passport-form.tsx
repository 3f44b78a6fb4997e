"use client";

import { useTranslations } from "next-intl";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useFormAction } from "@/components/forms/use-form-action";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { Checkbox } from "@/components/ui/inputs/checkbox";
import { Select, type SelectOption } from "@/components/ui/inputs/select";
import { TextField } from "@/components/ui/inputs/text-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { PersonAction, PersonState } from "./person-form";

/** Enters a passport, with the consent that it needs of its own. It works before JavaScript. */
export function PassportForm({
  personId,
  consent,
  countries,
  isKept,
  action,
}: {
  personId: string;
  /** The version of the text of the consent. */
  consent: string;
  countries: readonly SelectOption[];
  /** A passport is kept already: this one replaces it. */
  isKept: boolean;
  action: PersonAction;
}) {
  const t = useTranslations("profile");
  const [state, submit] = useFormAction<PersonState>(action, { values: {} }, (sent) => ({
    values: { ...Object.fromEntries([...sent].map(([name, value]) => [name, String(value)])) },
    refusal: "UNAVAILABLE",
  }));
  const form = useInvalidFocus(state);
  return (
    <form ref={form} action={submit} noValidate className="grid gap-4">
      <RefusalAlert
        namespace="profile"
        title={t("refusedTitle")}
        refusal={state.refusal ? { code: state.refusal } : null}
      />
      <input type="hidden" name="id" value={personId} />
      <PassportFields state={state} countries={countries} consent={consent} />
      <SubmitButton variant="secondary" className="justify-self-start">
        {t(isKept ? "passport.replace" : "passport.store")}
      </SubmitButton>
    </form>
  );
}

function PassportFields({
  state,
  countries,
  consent,
}: {
  state: PersonState;
  countries: readonly SelectOption[];
  consent: string;
}) {
  const t = useTranslations("profile.passport");
  const message = useFieldMessage("profile");
  const field = (name: "number" | "country" | "expiresOn") => ({
    name,
    label: t(name),
    defaultValue: state.values[name] ?? "",
    error: message(name, state.fieldErrors?.[name]),
    autoComplete: "off",
  });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        {...field("number")}
        autoCapitalize="characters"
        spellCheck={false}
        inputClassName="uppercase placeholder:normal-case"
        placeholder="M12345678"
      />
      <Select
        {...field("country")}
        key={state.values.country}
        options={countries}
        placeholder={t("countryNone")}
      />
      <TextField
        {...field("expiresOn")}
        description={t("expiresOnNote")}
        inputMode="numeric"
        placeholder="YYYYMMDD"
      />
      <Consent state={state} consent={consent} />
    </div>
  );
}

function Consent({ state, consent }: { state: PersonState; consent: string }) {
  const t = useTranslations("profile.passport");
  const message = useFieldMessage("profile");
  return (
    <div className="rounded-card border border-line bg-sunken p-4 sm:col-span-2">
      <p className="font-semibold">{t("consentTitle")}</p>
      <p className="mt-1 text-sm text-ink-muted">{t("consentText")}</p>
      <Checkbox
        key={state.values.consent}
        name="consent"
        value={consent}
        defaultChecked={state.values.consent === consent}
        label={t("consent")}
        error={message("consent", state.fieldErrors?.consent)}
      />
    </div>
  );
}

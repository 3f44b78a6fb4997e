"use client";

import { useTranslations } from "next-intl";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useFormAction } from "@/components/forms/use-form-action";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { RadioGroup } from "@/components/ui/inputs/radio-group";
import { Select, type SelectOption } from "@/components/ui/inputs/select";
import { TextField } from "@/components/ui/inputs/text-field";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";

export type PersonValues = Readonly<Record<string, string>>;

/** What was typed, and what was wrong with it. */
export type PersonState = {
  values: PersonValues;
  fieldErrors?: Record<string, string> | undefined;
  refusal?: string | undefined;
};
export type PersonAction = (before: PersonState, form: FormData) => Promise<PersonState>;

const sentValues = (form: FormData): PersonValues =>
  Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));

/** The details of the member or a companion. It works before JavaScript. */
export function PersonForm({
  values,
  hidden,
  nationalities,
  reload,
  action,
}: {
  values: PersonValues;
  /** Fields that the person does not see: which person, and which version of it. */
  hidden: PersonValues;
  nationalities: readonly SelectOption[];
  /** The page again, with what is stored by now. */
  reload: string;
  action: PersonAction;
}) {
  const t = useTranslations("profile");
  const [state, submit] = useFormAction<PersonState>(action, { values }, (sent) => ({
    values: sentValues(sent),
    refusal: "UNAVAILABLE",
  }));
  const form = useInvalidFocus(state);
  return (
    <form ref={form} action={submit} noValidate className="grid gap-4">
      <RefusalAlert
        namespace="profile"
        title={t("refusedTitle")}
        refusal={state.refusal ? { code: state.refusal } : null}
        action={
          state.refusal === "CONFLICT" && (
            <LinkButton href={reload} variant="secondary" size="sm">
              {t("reload")}
            </LinkButton>
          )
        }
      />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <PersonFields state={state} nationalities={nationalities} />
      <SubmitButton className="justify-self-start">{t("save")}</SubmitButton>
    </form>
  );
}

const roman = {
  autoCapitalize: "characters",
  autoComplete: "off",
  spellCheck: false,
  inputClassName: "uppercase placeholder:normal-case",
};

function PersonFields({
  state,
  nationalities,
}: {
  state: PersonState;
  nationalities: readonly SelectOption[];
}) {
  const t = useTranslations("profile");
  const message = useFieldMessage("profile");
  const field = (name: "surname" | "givenName" | "koreanName" | "birthDate" | "nationality" | "phone") => ({
    name,
    label: t(name),
    defaultValue: state.values[name] ?? "",
    error: message(name, state.fieldErrors?.[name]),
  });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField {...field("surname")} {...roman} description={t("surnameNote")} placeholder="HONG" />
      <TextField {...field("givenName")} {...roman} placeholder="GILDONG" />
      <TextField {...field("koreanName")} required={false} autoComplete="off" />
      <TextField
        {...field("birthDate")}
        description={t("birthDateNote")}
        inputMode="numeric"
        autoComplete="off"
        placeholder="YYYYMMDD"
      />
      <Gender state={state} />
      <Select
        {...field("nationality")}
        key={`nationality ${state.values.nationality}`}
        options={nationalities}
        required={false}
        placeholder={t("nationalityNone")}
        autoComplete="off"
      />
      <TextField
        {...field("phone")}
        type="tel"
        required={false}
        autoComplete="off"
        placeholder="010-0000-0000"
      />
    </div>
  );
}

function Gender({ state }: { state: PersonState }) {
  const t = useTranslations("profile");
  const message = useFieldMessage("profile");
  return (
    <RadioGroup
      // A new key: React empties a form after its action, and choices do not follow a new default.
      key={state.values.gender}
      name="gender"
      legend={t("gender")}
      look="pill"
      defaultValue={state.values.gender ?? ""}
      error={message("gender", state.fieldErrors?.gender)}
      options={[
        { value: "F", label: t("female") },
        { value: "M", label: t("male") },
      ]}
    />
  );
}

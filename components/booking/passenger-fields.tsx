import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { Card } from "@/components/ui/card";
import { RadioGroup } from "@/components/ui/inputs/radio-group";
import { Select, type SelectOption } from "@/components/ui/inputs/select";
import { TextField } from "@/components/ui/inputs/text-field";
import { type AgeRule, ageValues } from "./passenger-rules";
import type { BookedPassenger } from "./types";

type Props = {
  passenger: BookedPassenger;
  rule: AgeRule;
  /** Countries by name, the likeliest first; null when the trip needs no nationality. */
  nationalities: readonly SelectOption[] | null;
  /** The passenger's number among those of the same type, from 1. */
  ordinal: number;
  error: (field: string) => string | undefined;
  /** What was typed last, or else what is saved. */
  value: (field: string, saved: string | null) => string;
};

const roman = {
  autoCapitalize: "characters",
  spellCheck: false,
  inputClassName: "uppercase placeholder:normal-case",
};

/** One passenger: names as in the passport, birth date, gender, and on an international trip the nationality. */
export function PassengerFields({ passenger, rule, nationalities, ordinal, error, value }: Props) {
  const t = useTranslations("booking");
  const name = (field: string) => `passengers.${passenger.position}.${field}`;
  // A section of its own keeps the browser from filling one person's data into all passengers.
  const section = passenger.position === 0 ? "" : `section-p${passenger.position} `;
  const field = (of: "surname" | "givenName" | "koreanName" | "birthDate" | "gender" | "nationality") => ({
    name: name(of),
    defaultValue: value(name(of), passenger[of]),
    error: error(name(of)),
  });
  const text = (of: "surname" | "givenName" | "koreanName" | "birthDate") => ({ ...field(of), label: t(of) });
  return (
    <Card as="section" title={t(`person.${passenger.type}`, { n: ordinal })}>
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="sr-only">{t(`person.${passenger.type}`, { n: ordinal })}</legend>
        <input type="hidden" name={name("type")} value={passenger.type} />
        <TextField
          {...text("surname")}
          {...roman}
          description={t("surnameNote")}
          autoComplete={`${section}family-name`}
          placeholder="HONG"
        />
        <TextField
          {...text("givenName")}
          {...roman}
          description={t("givenNameNote")}
          autoComplete={`${section}given-name`}
          placeholder="GILDONG"
        />
        <TextField {...text("koreanName")} required={false} autoComplete="off" />
        <TextField
          {...text("birthDate")}
          description={t(`ageNote.${passenger.type}`, ageValues(rule))}
          inputMode="numeric"
          autoComplete={`${section}bday`}
          placeholder="YYYYMMDD"
        />
        <Gender {...field("gender")} />
        {nationalities && <Nationality {...field("nationality")} options={nationalities} />}
      </fieldset>
    </Card>
  );
}

function Nationality(
  field: Pick<ComponentProps<typeof Select>, "name" | "options" | "defaultValue" | "error">,
) {
  const t = useTranslations("booking");
  return (
    <Select
      {...field}
      label={t("nationality")}
      description={t("nationalityNote")}
      required={false}
      placeholder={t("nationalityNone")}
      autoComplete="off"
    />
  );
}

function Gender(field: { name: string; defaultValue: string; error: string | undefined }) {
  const t = useTranslations("booking");
  return (
    <RadioGroup
      {...field}
      legend={t("gender")}
      look="pill"
      options={[
        { value: "F", label: t("female") },
        { value: "M", label: t("male") },
      ]}
    />
  );
}

import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { RadioGroup } from "@/components/ui/inputs/radio-group";
import { TextField } from "@/components/ui/inputs/text-field";
import { type AgeRule, ageValues } from "./passenger-rules";
import type { BookedPassenger } from "./types";

type Props = {
  passenger: BookedPassenger;
  rule: AgeRule;
  /** The passenger's number among those of the same type, from 1. */
  ordinal: number;
  error: (field: string) => string | undefined;
  /** What was typed last, or else what is saved. */
  value: (field: string, saved: string | null) => string;
};

/** One passenger: names as in the passport, birth date, gender. */
export function PassengerFields({ passenger, rule, ordinal, error, value }: Props) {
  const t = useTranslations("booking");
  const name = (field: string) => `passengers.${passenger.position}.${field}`;
  // A section of its own keeps the browser from filling one person's data into all passengers.
  const section = passenger.position === 0 ? "" : `section-p${passenger.position} `;
  const gender = name("gender");
  const text = (field: "surname" | "givenName" | "koreanName" | "birthDate") => ({
    name: name(field),
    label: t(field),
    defaultValue: value(name(field), passenger[field]),
    error: error(name(field)),
  });
  const roman = {
    autoCapitalize: "characters",
    spellCheck: false,
    inputClassName: "uppercase placeholder:normal-case",
  };
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
        <Gender name={gender} defaultValue={value(gender, passenger.gender)} error={error(gender)} />
      </fieldset>
    </Card>
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

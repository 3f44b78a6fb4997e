import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { RadioGroup } from "@/components/ui/inputs/radio-group";
import { TextField } from "@/components/ui/inputs/text-field";
import { ageValues } from "./passenger-rule";
import type { BookedPassenger, PassengerRules } from "./types";

/** One passenger: names as in the passport, birth date, gender. */
export function PassengerFields({
  passenger,
  rule,
  ordinal,
  error,
  value,
}: {
  passenger: BookedPassenger;
  rule: PassengerRules["DOMESTIC"];
  /** The how-manieth of its type, from 1. */
  ordinal: number;
  error: (field: string) => string | undefined;
  value: (field: string, saved: string | null) => string;
}) {
  const t = useTranslations("booking");
  const name = (field: string) => `passengers.${passenger.position}.${field}`;
  const section = `section-p${passenger.position}`;
  const first = passenger.position === 0;
  const text = (field: "surname" | "givenName" | "koreanName" | "birthDate") => ({
    name: name(field),
    label: t(field),
    defaultValue: value(name(field), passenger[field]),
    error: error(name(field)),
  });
  return (
    <Card as="section" title={t(`person.${passenger.type}`, { n: ordinal })}>
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="sr-only">{t(`person.${passenger.type}`, { n: ordinal })}</legend>
        <input type="hidden" name={name("type")} value={passenger.type} />
        <TextField
          {...text("surname")}
          description={t("surnameNote")}
          autoComplete={first ? "family-name" : `${section} family-name`}
          autoCapitalize="characters"
          spellCheck={false}
          placeholder="HONG"
          inputClassName="uppercase placeholder:normal-case"
        />
        <TextField
          {...text("givenName")}
          description={t("givenNameNote")}
          autoComplete={first ? "given-name" : `${section} given-name`}
          autoCapitalize="characters"
          spellCheck={false}
          placeholder="GILDONG"
          inputClassName="uppercase placeholder:normal-case"
        />
        <TextField {...text("koreanName")} required={false} autoComplete="off" />
        <TextField
          {...text("birthDate")}
          description={t(`ageNote.${passenger.type}`, ageValues(rule))}
          inputMode="numeric"
          autoComplete={first ? "bday" : `${section} bday`}
          placeholder="YYYYMMDD"
        />
        <RadioGroup
          legend={t("gender")}
          name={name("gender")}
          look="pill"
          defaultValue={value(name("gender"), passenger.gender)}
          error={error(name("gender"))}
          options={[
            { value: "F", label: t("female") },
            { value: "M", label: t("male") },
          ]}
        />
      </fieldset>
    </Card>
  );
}

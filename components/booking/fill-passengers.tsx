"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Select } from "@/components/ui/inputs/select";
import { fillEmptyFields } from "./fill-fields";
import type { FillProps, KeptPerson } from "./fill-types";
import { ordinalOf } from "./passenger-rules";

type Outcome = { person: KeptPerson; keptTyped: boolean };

/** Fills the empty fields of a passenger with the details of a kept person. What was typed stays. */
export function FillPassengers({ form, people, passengers }: FillProps) {
  const t = useTranslations("profile.fill");
  const booking = useTranslations("booking");
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const choice = useRef<HTMLDivElement>(null);
  const fill = () => {
    // Fields without a name: they are no part of what is sent.
    const chosen = [...(choice.current?.querySelectorAll("select") ?? [])].map(({ value }) => value);
    const person = people.find(({ id }) => id === chosen.at(-1));
    const position = passengers.length > 1 ? Number(chosen[0]) : passengers[0]?.position;
    if (!person || position === undefined || !form.current) return;
    const { keptTyped } = fillEmptyFields(form.current, `passengers.${position}.`, person.fields);
    setOutcome({ person, keptTyped });
  };
  return (
    <Card as="section" title={t("from")}>
      <div ref={choice} className="grid items-end gap-4 sm:grid-flow-col sm:auto-cols-fr">
        {passengers.length > 1 && (
          <Select
            label={t("passenger")}
            options={passengers.map((passenger) => ({
              value: String(passenger.position),
              label: booking(`person.${passenger.type}`, { n: ordinalOf(passengers, passenger) }),
            }))}
          />
        )}
        <Select
          label={t("person")}
          placeholder={t("choose")}
          options={people.map(({ id, name, isSelf }) => ({
            value: id,
            label: isSelf ? t("self", { name }) : name,
          }))}
        />
        <Button variant="secondary" onClick={fill}>
          {t("fill")}
        </Button>
      </div>
      <FillOutcome outcome={outcome} />
    </Card>
  );
}

function FillOutcome({ outcome }: { outcome: Outcome | null }) {
  const t = useTranslations("profile.fill");
  return (
    <div role="status" className="mt-4 grid gap-3 empty:hidden">
      {outcome && (
        <Alert tone={outcome.keptTyped ? "warning" : "positive"}>
          {t(outcome.keptTyped ? "kept" : "filled", { name: outcome.person.name })}
        </Alert>
      )}
      {outcome?.person.passportEnds && (
        <Alert tone="warning">{t("passportEnds", { name: outcome.person.name })}</Alert>
      )}
    </div>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { startTransition, useEffect, useRef } from "react";
import { useFormAction } from "@/components/forms/use-form-action";
import { Card } from "@/components/ui/card";
import type { SelectOption } from "@/components/ui/inputs/select";
import { TextField } from "@/components/ui/inputs/text-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { EntryErrors } from "./entry-errors";
import { fieldMessageKey } from "./field-key";
import type { KeptPerson } from "./fill-types";
import { LaterFill } from "./later-fill";
import { NamesToConfirm } from "./names-to-confirm";
import { OverlapQuestion } from "./overlap-question";
import { PassengerFields } from "./passenger-fields";
import { type AgeRule, ageValues, ordinalOf } from "./passenger-rules";
import type { BookedPassenger, EntryState } from "./types";
import { useDraft } from "./use-draft";

const nothingEntered: EntryState = {
  code: null,
  fieldErrors: {},
  values: {},
  strangeCharacters: {},
  respelledNames: {},
};

type Props = {
  reservationId: string;
  /** The ages that decide who counts as adult, child and infant on this trip. */
  rule: AgeRule;
  /** Countries by name; null when the trip needs no nationality. */
  nationalities: readonly SelectOption[] | null;
  passengers: readonly BookedPassenger[];
  contact: { email: string; phone: string };
  /** Whom the member keeps. */
  people: readonly KeptPerson[];
  action: (before: EntryState, form: FormData) => Promise<EntryState>;
};

/** Who travels, and whom to reach. One server action checks all of it; it works before JavaScript too. */
export function PassengersForm({ contact, action, ...shown }: Props) {
  const { reservationId, rule, nationalities, passengers, people } = shown;
  const t = useTranslations("booking");
  const [state, submit, pending] = useFormAction(action, nothingEntered, (sent) => ({
    ...nothingEntered,
    code: "UNAVAILABLE",
    values: Object.fromEntries([...sent].map(([field, value]) => [field, String(value)])),
  }));
  const form = useRef<HTMLFormElement>(null);
  useDraft(form, `msa-passengers-${reservationId}`);
  const { summary, names } = useAnswerFocus(state);
  const error = useEntryError(state, rule);
  const value = (field: string, saved: string | null) => state.values[field] ?? saved ?? "";
  return (
    <form
      ref={form}
      action={submit}
      // React empties a form once its action is done; one that is sent by hand keeps its values.
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        startTransition(() => submit(data));
      }}
      noValidate
      className="grid grid-cols-1 gap-5"
    >
      <input type="hidden" name="reservationId" value={reservationId} />
      <EntryErrors ref={summary} form={form} state={state} error={error} passengers={passengers} />
      <NamesToConfirm ref={names} state={state} passengers={passengers} />
      <LaterFill form={form} people={people} passengers={passengers} />
      {passengers.map((passenger) => (
        <PassengerFields
          key={passenger.position}
          passenger={passenger}
          rule={rule}
          nationalities={nationalities}
          ordinal={ordinalOf(passengers, passenger)}
          error={error}
          value={value}
        />
      ))}
      <ContactFields contact={contact} error={error} value={value} />
      <OverlapQuestion state={state} error={error("overlapConfirmed")} />
      <SubmitButton size="lg" pending={pending} className="justify-self-stretch sm:justify-self-end">
        {t("toSeats")}
      </SubmitButton>
    </form>
  );
}

/** Moves the focus to what an answer asks for: the errors, or else the names to confirm. */
function useAnswerFocus(state: EntryState) {
  const summary = useRef<HTMLDivElement>(null);
  const names = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.code) summary.current?.focus();
    else if (Object.keys(state.respelledNames).length > 0) names.current?.focus();
  }, [state]);
  return { summary, names };
}

/** From a field's name to the message about it, if there is one. */
function useEntryError(state: EntryState, rule: AgeRule) {
  const t = useTranslations("booking");
  return (field: string) => {
    const reported = state.fieldErrors[field];
    const character = state.strangeCharacters[field] ?? "";
    return (
      reported &&
      t(`fields.${fieldMessageKey(reported, state.values[field])}`, {
        character,
        field: field.split(".").at(-1) ?? "",
        ...ageValues(rule),
      })
    );
  };
}

function ContactFields({
  contact,
  error,
  value,
}: Pick<Props, "contact"> & {
  error: (field: string) => string | undefined;
  value: (field: string, saved: string) => string;
}) {
  const t = useTranslations("booking");
  return (
    <Card as="section" title={t("contact")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t("email")}
          name="contact.email"
          type="email"
          autoComplete="email"
          description={t("emailNote")}
          defaultValue={value("contact.email", contact.email)}
          error={error("contact.email")}
        />
        <TextField
          label={t("phone")}
          name="contact.phone"
          type="tel"
          autoComplete="tel"
          required={false}
          placeholder="010-0000-0000"
          defaultValue={value("contact.phone", contact.phone)}
          error={error("contact.phone")}
        />
      </div>
    </Card>
  );
}

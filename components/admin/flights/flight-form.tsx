"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { FormFieldset, submitting } from "@/components/forms/form-fieldset";
import { RefusalAlert } from "@/components/forms/staff-refusal-alert";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { type Refusal, unreachable, useFieldMessage } from "@/components/forms/use-refusal";
import { useAnswer } from "@/components/forms/use-answer";
import { Button } from "@/components/ui/button";
import { DatePicker } from "@/components/ui/inputs/date-picker";
import { TextField } from "@/components/ui/inputs/text-field";
import { useRouter } from "@/i18n/navigation";
import type { RegisterFlightInput } from "@/server/schedule/schemas";
import { ArrivalNote } from "./arrival-note";
import { FareFields, sentFares } from "./fare-fields";
import { type FormReference, RouteFields } from "./route-fields";
import { UnusualQuestion, unusualIn } from "./unusual-question";
import { useFares } from "./use-fares";
import { problemFields, useFlightTimes } from "./use-route-data";

type Answer = { ok: true; data: { flightId: number } } | Refusal;

const empty = {
  designator: "",
  origin: "",
  destination: "",
  aircraftType: "",
  departureDate: "",
  departureTime: "",
};

/** Registers one flight. `register` is the page's server action; afterwards the flight's page is shown. */
export function FlightForm({
  reference,
  register,
}: {
  reference: FormReference;
  register: (input: RegisterFlightInput) => Promise<Answer>;
}) {
  const t = useTranslations("admin.form");
  const message = useFieldMessage();
  const router = useRouter();
  const [values, setValues] = useState({ ...empty, departureDate: reference.today });
  // Until it is typed in, the arrival is the route's usual one.
  const [typedArrival, setTypedArrival] = useState("");
  const [confirmed, setConfirmed] = useState(false);
  const answered = useAnswer();
  const [pending, start] = useTransition();
  const fares = useFares(values);
  const { designator, ...timed } = values;
  const times = useFlightTimes({ ...timed, arrivalTime: typedArrival });
  const arrivalTime = typedArrival || times.data?.arrivalTime || "";
  const form = useInvalidFocus(answered.answer);
  // What is looked up belongs to what is sent.
  const looking = times.isFetching || fares.looking;
  const errors = { ...fares.routeErrors, ...problemFields(times.error), ...answered.errors };
  // What is confirmed is the entry as it stands.
  const touch = (names: readonly string[]) => {
    setConfirmed(false);
    answered.touch([...names, "confirmed"]);
  };
  const change = (part: Partial<typeof empty>) => {
    setValues((before) => ({ ...before, ...part }));
    touch(Object.keys(part));
  };
  const submit = () =>
    start(async () => {
      const entry = { ...values, arrivalTime, fares: sentFares(fares.rows), confirmed };
      const answer = await register(entry).catch(unreachable);
      if (answer.ok) router.push(`/admin/flights/${answer.data.flightId}?registered=1`);
      else answered.set(Object.values(timed).includes("") ? withoutArrival(answer) : answer);
    });
  return (
    <form ref={form} onSubmit={submitting(submit)} noValidate>
      <FormFieldset className="grid max-w-3xl grid-cols-1 gap-8">
        <RefusalAlert refusal={answered.refusal} />
        <RouteFields
          reference={reference}
          values={values}
          errors={errors}
          usual={fares.usual}
          onChange={change}
        />
        <fieldset className="grid gap-4 sm:grid-cols-3">
          <legend className="mb-3 text-lg font-bold">{t("times")}</legend>
          <DatePicker
            name="departureDate"
            label={t("departureDate")}
            min={reference.firstDay}
            max={reference.lastDay}
            placeholder={t("choose")}
            value={values.departureDate}
            onChange={(departureDate) => change({ departureDate })}
            error={message(errors.departureDate)}
          />
          <TextField
            name="departureTime"
            type="time"
            required
            label={t("departureTime")}
            value={values.departureTime}
            onChange={(event) => change({ departureTime: event.target.value })}
            error={message(errors.departureTime)}
          />
          <TextField
            name="arrivalTime"
            type="time"
            label={t("arrivalTime")}
            description={typedArrival ? undefined : t("arrivalHint")}
            value={arrivalTime}
            onChange={(event) => {
              setTypedArrival(event.target.value);
              touch(["arrivalTime"]);
            }}
            error={message(errors.arrivalTime)}
          />
          <ArrivalNote times={times.data} />
        </fieldset>
        <FareFields
          rows={fares.rows}
          errors={answered.errors}
          onChange={(rows) => {
            fares.change(rows);
            touch(["fares"]);
          }}
        />
        <UnusualQuestion
          findings={unusualIn(times.data?.unusual ?? {}, answered.errors)}
          confirmed={confirmed}
          error={confirmed ? undefined : answered.errors.confirmed}
          onConfirm={setConfirmed}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" pending={pending || looking} size="lg">
            {t("register")}
          </Button>
        </div>
      </FormFieldset>
    </form>
  );
}

/** The arrival follows from fields that are still empty, and those say so themselves. */
function withoutArrival(refusal: Refusal): Refusal {
  const { arrivalTime, ...fieldErrors } = refusal.fieldErrors ?? {};
  return { ...refusal, fieldErrors };
}

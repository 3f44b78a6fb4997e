"use client";

import { useTranslations } from "next-intl";
import { FormFieldset, submitting } from "@/components/forms/form-fieldset";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { Button } from "@/components/ui/button";
import { ConfirmUnusualValues } from "./confirm-unusual-values";
import { FareFields } from "./fare-fields";
import { FlightTimeFields } from "./flight-time-fields";
import { type FormReference, RouteFields } from "./route-fields";
import { type RegisterFlight, useFlightForm } from "./use-flight-form";

/** Registers one flight. `register` is the server action of the page. */
export function FlightForm({ reference, register }: { reference: FormReference; register: RegisterFlight }) {
  const t = useTranslations("admin");
  const form = useFlightForm(reference.today, register);
  const { entry } = form;
  const { answered } = entry;
  const element = useInvalidFocus(answered.answer);
  return (
    <form ref={element} onSubmit={submitting(form.submit)} noValidate>
      <FormFieldset legend={t("flights.new")} className="grid max-w-3xl grid-cols-1 gap-8">
        <RefusalAlert namespace="admin" title={t("nothingChanged")} refusal={answered.refusal} />
        <RouteFields
          reference={reference}
          values={entry.values}
          errors={form.errors}
          usual={entry.fares.usual}
          onChange={entry.change}
        />
        <FlightTimeFields reference={reference} form={form} />
        <FareFields rows={entry.fares.rows} errors={answered.errors} onChange={entry.changeFares} />
        <ConfirmUnusualValues
          previewed={form.times?.unusual ?? {}}
          answered={answered.errors}
          confirmed={entry.confirmed}
          onConfirm={entry.confirm}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" pending={form.pending} size="lg">
            {t("form.register")}
          </Button>
        </div>
      </FormFieldset>
    </form>
  );
}

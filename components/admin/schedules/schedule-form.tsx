"use client";

import { useTranslations } from "next-intl";
import { ConfirmUnusualValues } from "@/components/admin/flights/confirm-unusual-values";
import { FareFields } from "@/components/admin/flights/fare-fields";
import { type FormReference, RouteFields } from "@/components/admin/flights/route-fields";
import { FormFieldset, submitting } from "@/components/forms/form-fieldset";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PatternFields } from "./pattern-fields";
import { SchedulePreview, type SchedulePreviewData } from "./schedule-preview";
import { type ScheduleActions, useScheduleForm } from "./use-schedule-form";

type ScheduleFormState = ReturnType<typeof useScheduleForm>;

/**
 * A weekly pattern: first it is previewed as dated flights, then published. The id of the schedule comes with the
 * form, so that publishing twice publishes once.
 */
export function ScheduleForm({
  scheduleId,
  reference,
  ...actions
}: ScheduleActions & { scheduleId: string; reference: FormReference }) {
  const t = useTranslations("admin.schedules");
  const form = useScheduleForm(scheduleId, actions);
  return (
    <div className="grid grid-cols-1 gap-6">
      <Card>
        <PatternForm reference={reference} form={form} />
      </Card>
      {form.isPreviewStale && (
        <Alert live tone="info" title={t("stale")}>
          {t("staleText")}
        </Alert>
      )}
      {form.shown && (
        <SchedulePreview preview={form.shown}>
          <Publication form={form} preview={form.shown} />
        </SchedulePreview>
      )}
    </div>
  );
}

/** The fields of the pattern. Submitting shows the preview. */
function PatternForm({ reference, form }: { reference: FormReference; form: ScheduleFormState }) {
  const t = useTranslations("admin");
  const { values, fares, answered, change, changeFares } = form.entry;
  const element = useInvalidFocus(answered.answer);
  return (
    <form ref={element} onSubmit={submitting(form.preview)} noValidate>
      <FormFieldset legend={t("schedules.new")} className="grid max-w-3xl grid-cols-1 gap-8">
        <RefusalAlert namespace="admin" title={t("nothingChanged")} refusal={answered.refusal} />
        <RouteFields
          reference={reference}
          values={values}
          errors={{ ...fares.routeErrors, ...answered.errors }}
          usual={fares.usual}
          onChange={change}
        />
        <PatternFields
          reference={reference}
          values={{ ...values, blockMinutes: form.blockMinutes }}
          errors={form.errors}
          onChange={change}
          onMinutesChange={form.changeBlockMinutes}
        />
        <FareFields rows={fares.rows} errors={answered.errors} onChange={changeFares} />
        <div>
          <Button
            type="submit"
            variant={form.shown ? "secondary" : "primary"}
            size="lg"
            pending={form.previewing}
          >
            {t("schedules.preview")}
          </Button>
        </div>
      </FormFieldset>
    </form>
  );
}

/** Publishes what was previewed, or says why it cannot be published. */
function Publication({ form, preview }: { form: ScheduleFormState; preview: SchedulePreviewData }) {
  const t = useTranslations("admin.schedules");
  const { confirmed, confirm, answered } = form.entry;
  if (preview.flights.some((flight) => flight.taken))
    return <p className="text-danger-text">{t("conflictHint")}</p>;
  return (
    <>
      <ConfirmUnusualValues
        previewed={preview.unusual}
        answered={answered.errors}
        confirmed={confirmed}
        onConfirm={confirm}
      />
      <div>
        <Button size="lg" pending={form.publishing} onClick={form.publish}>
          {t("publish", { count: preview.flights.length })}
        </Button>
      </div>
    </>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { FareFields, sentFares } from "@/components/admin/flights/fare-fields";
import { type FormReference, RouteFields } from "@/components/admin/flights/route-fields";
import { UnusualQuestion, unusualIn } from "@/components/admin/flights/unusual-question";
import { useFares } from "@/components/admin/flights/use-fares";
import { FormFieldset, submitting } from "@/components/forms/form-fieldset";
import { RefusalAlert } from "@/components/forms/staff-refusal-alert";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { type Refusal, unreachable } from "@/components/forms/use-refusal";
import { useAnswer } from "@/components/forms/use-answer";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useRouter } from "@/i18n/navigation";
import type { PreviewSeasonScheduleInput, RegisterSeasonScheduleInput } from "@/server/schedule/schemas";
import { PatternFields } from "./pattern-fields";
import { SchedulePreview, type SchedulePreviewData } from "./schedule-preview";

type Answer<T> = { ok: true; data: T } | Refusal;

const empty = {
  designator: "",
  origin: "",
  destination: "",
  aircraftType: "",
  departureTime: "",
  periodFrom: "",
  periodTo: "",
  days: [1, 2, 3, 4, 5, 6, 7] as readonly number[],
};

/**
 * A weekly pattern: first looked at as dated flights, then published as it was looked at. The schedule's
 * id comes with the form, so that publishing twice publishes once.
 */
export function ScheduleForm({
  scheduleId,
  reference,
  preview,
  publish,
}: {
  scheduleId: string;
  reference: FormReference;
  preview: (input: PreviewSeasonScheduleInput) => Promise<Answer<SchedulePreviewData>>;
  publish: (input: RegisterSeasonScheduleInput) => Promise<Answer<{ scheduleId: string }>>;
}) {
  const t = useTranslations("admin.schedules");
  const router = useRouter();
  const [id] = useState(scheduleId);
  const [values, setValues] = useState(empty);
  const [typedMinutes, setTypedMinutes] = useState("");
  const [seen, setSeen] = useState<{ key: string; data: SchedulePreviewData } | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  const answered = useAnswer();
  const [previewing, startPreview] = useTransition();
  const [publishing, startPublish] = useTransition();
  const fares = useFares(values);
  const form = useInvalidFocus(answered.answer);
  const minutes = typedMinutes || String(fares.usual?.blockMinutes ?? "");
  const pattern = { ...values, days: [...values.days], blockMinutes: Number(minutes) };
  const key = JSON.stringify(pattern);
  const shown = seen?.key === key ? seen.data : null;
  // An empty time was sent as zero.
  const errors: Record<string, string> =
    answered.errors.blockMinutes && minutes === ""
      ? { ...answered.errors, blockMinutes: "required" }
      : answered.errors;
  const conflicts = shown?.flights.filter((flight) => flight.taken).length ?? 0;
  // What is confirmed is the entry as it stands.
  const touch = (names: readonly string[]) => {
    setConfirmed(false);
    answered.touch([...names, "confirmed"]);
  };
  const change = (part: Partial<typeof empty>) => {
    setValues((before) => ({ ...before, ...part }));
    touch(Object.keys(part));
  };
  const look = () =>
    startPreview(async () => {
      const answer = await preview(pattern).catch(unreachable);
      answered.set(answer.ok ? null : answer);
      setSeen(answer.ok ? { key, data: answer.data } : null);
    });
  const put = () =>
    startPublish(async () => {
      const entry = { ...pattern, id, fares: sentFares(fares.rows), confirmed };
      const answer = await publish(entry).catch(unreachable);
      if (answer.ok) router.push(`/admin/schedules?published=${answer.data.scheduleId}`);
      else answered.set(answer);
    });
  return (
    <div className="grid grid-cols-1 gap-6">
      <Card>
        <form ref={form} onSubmit={submitting(look)} noValidate>
          <FormFieldset className="grid max-w-3xl grid-cols-1 gap-8">
            <RefusalAlert refusal={answered.refusal} />
            <RouteFields
              reference={reference}
              values={values}
              errors={{ ...fares.routeErrors, ...answered.errors }}
              usual={fares.usual}
              onChange={change}
            />
            <PatternFields
              reference={reference}
              values={{ ...values, blockMinutes: minutes }}
              errors={errors}
              onChange={change}
              onMinutesChange={(typed) => {
                setTypedMinutes(typed);
                touch(["blockMinutes"]);
              }}
            />
            <FareFields
              rows={fares.rows}
              errors={answered.errors}
              onChange={(rows) => {
                fares.change(rows);
                touch(["fares"]);
              }}
            />
            <div>
              <Button
                type="submit"
                variant={shown ? "secondary" : "primary"}
                size="lg"
                pending={previewing || fares.looking}
              >
                {t("preview")}
              </Button>
            </div>
          </FormFieldset>
        </form>
      </Card>
      {seen && !shown && (
        <Alert live tone="info" title={t("stale")}>
          {t("staleText")}
        </Alert>
      )}
      {shown && (
        <SchedulePreview preview={shown}>
          {conflicts > 0 ? (
            <p className="text-danger-text">{t("conflictHint")}</p>
          ) : (
            <>
              <UnusualQuestion
                findings={unusualIn(shown.unusual, answered.errors)}
                confirmed={confirmed}
                error={confirmed ? undefined : answered.errors.confirmed}
                onConfirm={setConfirmed}
              />
              <div>
                <Button size="lg" pending={publishing} onClick={put}>
                  {t("publish", { count: shown.flights.length })}
                </Button>
              </div>
            </>
          )}
        </SchedulePreview>
      )}
    </div>
  );
}

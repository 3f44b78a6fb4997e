"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { FormFieldset, submitting } from "@/components/forms/form-fieldset";
import { type Answer, type Refusal, unreachable } from "@/components/forms/refusal";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/inputs/text-field";
import { LinkButton } from "@/components/ui/link-button";
import { useRouter } from "@/i18n/navigation";
import type { CancelFlightInput } from "@/server/schedule/schemas";
import { canonical } from "@/server/shared/canonical";

type Props = {
  flightId: number;
  /** The version that the page shows. */
  version: number;
  designator: string;
  /** The server action of the page. */
  cancel: (input: CancelFlightInput) => Promise<Answer<void>>;
};
type Entry = { reason: string; confirmation: string };

/** Takes the reason, and the flight number as a confirmation: a cancellation cannot be undone. */
export function CancelFlightForm(props: Props) {
  const t = useTranslations("admin");
  const message = useFieldMessage("admin");
  const { entry, change, refusal, pending, submit } = useCancellation(props);
  const form = useInvalidFocus(refusal);
  const field = (name: keyof Entry) => ({
    name,
    label: t(`cancelFlight.${name}`),
    required: true,
    autoComplete: "off",
    value: entry[name],
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
    error: message(name, refusal?.fieldErrors?.[name]),
  });
  return (
    <form ref={form} onSubmit={submitting(submit)} noValidate>
      <FormFieldset legend={t("cancelFlight.title")} className="grid max-w-xl gap-4">
        <RefusalAlert
          namespace="admin"
          title={t("nothingChanged")}
          refusal={refusal}
          action={
            overtaken.has(refusal?.code ?? "") && (
              <LinkButton href={flightPage(props)} variant="secondary" size="sm">
                {t("cancelFlight.toFlight")}
              </LinkButton>
            )
          }
        />
        <TextField {...field("reason")} description={t("cancelFlight.reasonHint")} maxLength={200} />
        <TextField
          {...field("confirmation")}
          description={t("cancelFlight.confirmationHint", { designator: props.designator })}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" variant="danger" pending={pending}>
            {t("cancelFlight.submit")}
          </Button>
          <LinkButton href={flightPage(props)} variant="secondary">
            {t("cancelFlight.keep")}
          </LinkButton>
        </div>
      </FormFieldset>
    </form>
  );
}

/** Refusals because the flight is not what the page shows: its own page says what it is now, and why. */
const overtaken: ReadonlySet<string> = new Set(["CONFLICT", "FLIGHT_NOT_ON_SALE", "FLIGHT_DEPARTED"]);

const flightPage = ({ flightId }: Pick<Props, "flightId">) => `/admin/flights/${flightId}`;

/** What was entered, the refusal of it, and how it is sent. */
function useCancellation({ flightId, version, designator, cancel }: Props) {
  const router = useRouter();
  const [entry, setEntry] = useState<Entry>({ reason: "", confirmation: "" });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const submit = () =>
    start(async () => {
      const fieldErrors = entryErrors(entry, designator);
      if (Object.keys(fieldErrors).length > 0)
        return setRefusal({ ok: false, code: "INVALID_INPUT", fieldErrors });
      const answer = await cancel({ flightId, version, reason: entry.reason }).catch(unreachable);
      if (answer.ok) router.push(flightPage({ flightId }));
      else setRefusal(answer);
    });
  const change = (part: Partial<Entry>) => setEntry((before) => ({ ...before, ...part }));
  return { entry, change, refusal, pending, submit };
}

/** The errors that are found before anything is sent. */
const entryErrors = ({ reason, confirmation }: Entry, designator: string): Record<string, string> => ({
  ...(reason.trim() === "" && { reason: "required" }),
  ...(canonical(confirmation).replaceAll(" ", "").toUpperCase() !== designator && {
    confirmation: confirmation.trim() === "" ? "required" : "confirmation",
  }),
});

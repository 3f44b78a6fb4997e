"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { FormFieldset, submitting } from "@/components/forms/form-fieldset";
import { RefusalAlert } from "@/components/forms/staff-refusal-alert";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { type Refusal, unreachable, useFieldMessage } from "@/components/forms/use-refusal";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/inputs/text-field";
import { LinkButton } from "@/components/ui/link-button";
import { useRouter } from "@/i18n/navigation";
import type { CancelFlightInput } from "@/server/schedule/schemas";
import { canonical } from "@/server/shared/canonical";

type Answer = { ok: true } | Refusal;

/** Asks for the reason and for the flight's number, typed: a cancellation cannot be taken back. */
export function CancelFlightForm({
  flightId,
  designator,
  cancel,
}: {
  flightId: number;
  designator: string;
  cancel: (input: CancelFlightInput) => Promise<Answer>;
}) {
  const t = useTranslations("admin.cancelFlight");
  const message = useFieldMessage();
  const router = useRouter();
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const form = useInvalidFocus(refusal);
  const page = `/admin/flights/${flightId}`;
  const submit = () =>
    start(async () => {
      const fieldErrors = {
        ...(reason.trim() === "" && { reason: "required" }),
        ...(canonical(typed).replaceAll(" ", "").toUpperCase() !== designator && {
          confirmation: "confirmation",
        }),
      };
      if (Object.keys(fieldErrors).length > 0) {
        return setRefusal({ ok: false, code: "INVALID_INPUT", fieldErrors });
      }
      const answer = await cancel({ flightId, reason }).catch(unreachable);
      if (answer.ok) router.push(page);
      else setRefusal(answer);
    });
  return (
    <form ref={form} onSubmit={submitting(submit)} noValidate>
      <FormFieldset className="grid max-w-xl gap-4">
        <RefusalAlert refusal={refusal} />
        <TextField
          name="reason"
          label={t("reason")}
          description={t("reasonHint")}
          required
          maxLength={200}
          autoComplete="off"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={message(refusal?.fieldErrors?.reason)}
        />
        <TextField
          name="confirmation"
          label={t("confirmation")}
          description={t("confirmationHint", { designator })}
          required
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          error={message(refusal?.fieldErrors?.confirmation)}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" variant="danger" pending={pending}>
            {t("submit")}
          </Button>
          <LinkButton href={page} variant="secondary">
            {t("keep")}
          </LinkButton>
        </div>
      </FormFieldset>
    </form>
  );
}

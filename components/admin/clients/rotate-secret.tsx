"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { submitting } from "@/components/forms/form-fieldset";
import { type Answer, type Refusal, unreachable } from "@/components/forms/refusal";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/inputs/select";
import {
  DEFAULT_OVERLAP_HOURS,
  type NewSecret,
  type RotateClientSecretInput,
} from "@/server/platform/schemas";

export type RotateSecretAction = (input: RotateClientSecretInput) => Promise<Answer<NewSecret>>;

type Props = { id: string; rotate: RotateSecretAction; onMade: (made: NewSecret) => void };

const choices = [0, 1, DEFAULT_OVERLAP_HOURS, 72, 168];

/** A window that gives a client a new secret, and says how long the old one still works. */
export function RotateSecret(props: Props) {
  const t = useTranslations("admin.clients");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={t("rotate")}
      triggerSize="sm"
      title={t("rotateTitle")}
      isOpen={open}
      onOpenChange={setOpen}
    >
      <RotateForm {...props} />
    </Dialog>
  );
}

function RotateForm({ id, rotate, onMade }: Props) {
  const t = useTranslations("admin.clients");
  const message = useFieldMessage("admin");
  // One key per window: pressed again after a lost answer, no other secret is made.
  const [key] = useState(() => crypto.randomUUID());
  const [keepHours, setKeepHours] = useState(DEFAULT_OVERLAP_HOURS);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const form = useInvalidFocus(refusal);
  const submit = () =>
    start(async () => {
      const answer = await rotate({ id, key, keepHours }).catch(unreachable);
      if (answer.ok) onMade(answer.data);
      else setRefusal(answer);
    });
  return (
    <form ref={form} onSubmit={submitting(submit)} noValidate className="grid gap-4">
      {refusal?.code === "CONFLICT" ? (
        <Alert live tone="warning" title={t("notRotated")}>
          {t("rotatedBefore")}
        </Alert>
      ) : (
        <RefusalAlert namespace="admin" title={t("notRotated")} refusal={refusal} />
      )}
      <p>{t("rotateLead")}</p>
      <Select
        name="keepHours"
        label={t("keep")}
        value={String(keepHours)}
        onChange={(event) => setKeepHours(Number(event.target.value))}
        options={choices.map((hours) => ({ value: String(hours), label: t("keepHours", { hours }) }))}
        error={message("keepHours", refusal?.fieldErrors?.keepHours)}
      />
      <div className="flex justify-end">
        <Button type="submit" pending={pending}>
          {t("rotateNow")}
        </Button>
      </div>
    </form>
  );
}

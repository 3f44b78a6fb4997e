"use client";

import { type ReactNode, useState, useTransition } from "react";
import { submitting } from "@/components/forms/form-fieldset";
import type { Refusal } from "@/components/forms/refusal";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/inputs/select";

type Props = {
  name: string;
  lead: ReactNode;
  label: string;
  /** The hours to choose from, each with its words. */
  choices: readonly { hours: number; label: string }[];
  chosen: number;
  submitLabel: string;
  /** Sends the form. @returns null when it was taken. */
  send: (hours: number) => Promise<Refusal | null>;
  /** Shows why the form was not taken. */
  refused: (refusal: Refusal) => ReactNode;
};

/** A form in a window that asks for one span of hours. */
export function HoursForm({ name, lead, label, choices, chosen, submitLabel, send, refused }: Props) {
  const message = useFieldMessage("admin");
  const [hours, setHours] = useState(chosen);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const form = useInvalidFocus(refusal);
  const submit = () => start(async () => setRefusal(await send(hours)));
  return (
    <form ref={form} onSubmit={submitting(submit)} noValidate className="grid gap-4">
      {refusal && refused(refusal)}
      <p className="text-ink-muted">{lead}</p>
      <Select
        name={name}
        label={label}
        value={String(hours)}
        onChange={(event) => setHours(Number(event.target.value))}
        options={choices.map((each) => ({ value: String(each.hours), label: each.label }))}
        error={message(name, refusal?.fieldErrors?.[name])}
      />
      <div className="flex justify-end">
        <Button type="submit" pending={pending}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { submitting } from "@/components/forms/form-fieldset";
import { type Answer, type Refusal, unreachable } from "@/components/forms/refusal";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/inputs/select";
import { ROTATION_HOURS, type RotateSecretInput } from "@/server/webhooks/schemas";
import { SecretPanel } from "./secret-panel";

type Props = {
  endpointId: string;
  rotate: (input: RotateSecretInput) => Promise<Answer<{ secret: string }>>;
};

const DEFAULT_HOURS = 24;

/** Replaces the secret of an endpoint, and shows the new one. */
export function RotateDialog(props: Props) {
  const t = useTranslations("admin.webhooks.rotate");
  const [open, setOpen] = useState(false);
  return (
    <Dialog trigger={t("open")} title={t("title")} isOpen={open} onOpenChange={setOpen}>
      <RotateForm {...props} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function RotateForm({ endpointId, rotate, onDone }: Props & { onDone: () => void }) {
  const t = useTranslations("admin.webhooks.rotate");
  const [hours, setHours] = useState(DEFAULT_HOURS);
  const [secret, setSecret] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const submit = () =>
    start(async () => {
      const answer = await rotate({ endpointId, keepHours: hours }).catch(unreachable);
      if (answer.ok) setSecret(answer.data.secret);
      else setRefusal(answer);
    });
  if (secret) return <Rotated secret={secret} onDone={onDone} />;
  return (
    <form onSubmit={submitting(submit)} className="grid gap-4">
      <RefusalAlert namespace="admin" title={t("refused")} refusal={refusal} />
      <p className="text-ink-muted">{t("lead")}</p>
      <Select
        name="keepHours"
        label={t("keep")}
        value={String(hours)}
        onChange={(event) => setHours(Number(event.target.value))}
        options={ROTATION_HOURS.map((each) => ({ value: String(each), label: t(`hours.${each}`) }))}
      />
      <div className="flex justify-end">
        <Button type="submit" pending={pending}>
          {t("submit")}
        </Button>
      </div>
    </form>
  );
}

function Rotated({ secret, onDone }: { secret: string; onDone: () => void }) {
  const t = useTranslations("admin.webhooks");
  return (
    <div className="grid gap-4">
      <Alert live tone="positive">
        {t("secret.rotated")}
      </Alert>
      <SecretPanel secret={secret} />
      <div className="flex justify-end">
        <Button onClick={onDone}>{t("rotate.close")}</Button>
      </div>
    </div>
  );
}

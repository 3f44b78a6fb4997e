"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Answer, type Refusal, unreachable } from "@/components/forms/refusal";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ROTATION_HOURS, type RotateSecretInput } from "@/server/webhooks/schemas";
import { HoursForm } from "./hours-form";
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
  // One key per window: pressed again after a lost answer, the same secret is shown.
  const [key] = useState(() => crypto.randomUUID());
  const [secret, setSecret] = useState<string | null>(null);
  const send = async (keepHours: number) => {
    const answer = await rotate({ endpointId, key, keepHours }).catch(unreachable);
    if (!answer.ok) return answer;
    setSecret(answer.data.secret);
    return null;
  };
  if (secret) return <Rotated secret={secret} onDone={onDone} />;
  return (
    <HoursForm
      name="keepHours"
      lead={t("lead")}
      label={t("keep")}
      choices={ROTATION_HOURS.map((hours) => ({ hours, label: t(`hours.${hours}`) }))}
      chosen={DEFAULT_HOURS}
      submitLabel={t("submit")}
      send={send}
      refused={(refusal) => <NotRotated refusal={refusal} />}
    />
  );
}

function NotRotated({ refusal }: { refusal: Refusal }) {
  const t = useTranslations("admin.webhooks.rotate");
  if (refusal.code !== "CONFLICT")
    return <RefusalAlert namespace="admin" title={t("refused")} refusal={refusal} />;
  return (
    <Alert live tone="warning" title={t("refused")}>
      {t("rotatedBefore")}
    </Alert>
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

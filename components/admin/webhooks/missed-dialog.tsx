"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { submitting } from "@/components/forms/form-fieldset";
import { type Answer, type Refusal, unreachable } from "@/components/forms/refusal";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/inputs/select";
import { notify } from "@/components/ui/toast-store";
import { MISSED_HOURS } from "@/server/webhooks/schemas";

type Props = {
  endpointId: string;
  redeliverSince: (endpointId: string, hours: number) => Promise<Answer<{ queued: number; more: boolean }>>;
};

/** Sends again what could not be delivered in the last hours or days. */
export function MissedDialog(props: Props) {
  const t = useTranslations("admin.webhooks.missed");
  const [open, setOpen] = useState(false);
  return (
    <Dialog trigger={t("open")} title={t("title")} isOpen={open} onOpenChange={setOpen}>
      <MissedForm {...props} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function MissedForm({ endpointId, redeliverSince, onDone }: Props & { onDone: () => void }) {
  const t = useTranslations("admin.webhooks.missed");
  const [hours, setHours] = useState<number>(MISSED_HOURS[1]);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const submit = () =>
    start(async () => {
      const answer = await redeliverSince(endpointId, hours).catch(unreachable);
      if (!answer.ok) return setRefusal(answer);
      const { queued, more } = answer.data;
      const title = t("queued", { count: queued });
      notify({ tone: queued > 0 ? "positive" : "info", title, ...(more && { body: t("more") }) });
      onDone();
    });
  return (
    <form onSubmit={submitting(submit)} className="grid gap-4">
      <RefusalAlert namespace="admin" title={t("refused")} refusal={refusal} />
      <p className="text-ink-muted">{t("lead")}</p>
      <Select
        name="hours"
        label={t("since")}
        value={String(hours)}
        onChange={(event) => setHours(Number(event.target.value))}
        options={MISSED_HOURS.map((each) => ({ value: String(each), label: t(`hours.${each}`) }))}
      />
      <div className="flex justify-end">
        <Button type="submit" pending={pending}>
          {t("submit")}
        </Button>
      </div>
    </form>
  );
}

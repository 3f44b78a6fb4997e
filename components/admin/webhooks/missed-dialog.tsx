"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Answer, unreachable } from "@/components/forms/refusal";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast-store";
import { MISSED_HOURS } from "@/server/webhooks/schemas";
import { HoursForm } from "./hours-form";

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
  const send = async (hours: number) => {
    const answer = await redeliverSince(endpointId, hours).catch(unreachable);
    if (!answer.ok) return answer;
    const { queued, more } = answer.data;
    const title = t("queued", { count: queued });
    notify({ tone: queued > 0 ? "positive" : "info", title, ...(more && { body: t("more") }) });
    onDone();
    return null;
  };
  return (
    <HoursForm
      name="hours"
      lead={t("lead")}
      label={t("since")}
      choices={MISSED_HOURS.map((hours) => ({ hours, label: t(`hours.${hours}`) }))}
      chosen={MISSED_HOURS[1]}
      submitLabel={t("submit")}
      send={send}
      refused={(refusal) => <RefusalAlert namespace="admin" title={t("refused")} refusal={refusal} />}
    />
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Answer, type Refusal, unreachable } from "@/components/forms/refusal";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/toast-store";

export type ChangeStateAction = (id: string, isEnabled: boolean) => Promise<Answer<void>>;

type Props = {
  id: string;
  isEnabled: boolean;
  /** The server action of the page; it renders the page again. */
  change: ChangeStateAction;
};

/** Disables a client, or enables it again, after a question. */
export function StateButton({ id, isEnabled, change }: Props) {
  const t = useTranslations("admin.clients");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const confirm = async () => {
    const answer = await change(id, !isEnabled).catch(unreachable);
    setRefusal(answer.ok ? null : answer);
    if (answer.ok) notify({ tone: "positive", title: t(isEnabled ? "disabledDone" : "enabledDone") });
    return answer.ok;
  };
  return (
    <ConfirmDialog
      trigger={t(isEnabled ? "disable" : "enable")}
      title={t(isEnabled ? "disableTitle" : "enableTitle")}
      confirmLabel={t(isEnabled ? "disable" : "enable")}
      danger={isEnabled}
      onConfirm={confirm}
    >
      <p>{t(isEnabled ? "disableLead" : "enableLead")}</p>
      <RefusalAlert namespace="admin" title={t("stateNotChanged")} refusal={refusal} />
    </ConfirmDialog>
  );
}

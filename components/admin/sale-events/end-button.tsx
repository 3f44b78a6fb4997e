"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Answer, type Refusal, unreachable } from "@/components/forms/refusal";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/toast-store";

/** Ends a sale event, after a question. `end`: the server action of the page; it renders the page again. */
export function EndButton({ id, end }: { id: string; end: (id: string) => Promise<Answer<void>> }) {
  const t = useTranslations("saleEvents");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const confirm = async () => {
    const answer = await end(id).catch(unreachable);
    setRefusal(answer.ok ? null : answer);
    if (answer.ok) notify({ tone: "positive", title: t("endDone") });
    return answer.ok;
  };
  return (
    <ConfirmDialog
      trigger={t("end")}
      title={t("endTitle")}
      confirmLabel={t("end")}
      danger
      onConfirm={confirm}
    >
      <p>{t("endLead")}</p>
      <RefusalAlert namespace="admin" title={t("notEnded")} refusal={refusal} />
    </ConfirmDialog>
  );
}

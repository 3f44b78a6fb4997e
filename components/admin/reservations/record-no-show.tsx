"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Answer, type Refusal, unreachable } from "@/components/forms/refusal";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { NoShowInput } from "@/server/reservation/schemas";

export type RecordNoShowAction = (input: NoShowInput) => Promise<Answer<unknown>>;

type Props = {
  flight: NoShowInput & { designator: string };
  passengerCount: number;
  /** The server action of the page; it renders the page again. */
  record: RecordNoShowAction;
};

/** Asks staff whether nobody of a booking boarded a flight, says what follows from it, and records it. */
export function RecordNoShow({ flight, passengerCount, record }: Props) {
  const t = useTranslations("admin.reservation.noShow");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { designator, ...input } = flight;
  const confirm = async () => {
    const answer = await record(input).catch(unreachable);
    setRefusal(answer.ok ? null : answer);
  };
  return (
    <div className="grid justify-items-start gap-2 pt-2">
      <ConfirmDialog
        trigger={t("record")}
        triggerSize="sm"
        title={t("recordTitle", { designator })}
        confirmLabel={t("record")}
        onConfirm={confirm}
      >
        <p>{t("recordLead", { count: passengerCount })}</p>
        <p>{t("recordFollows")}</p>
      </ConfirmDialog>
      <RefusalAlert namespace="admin" title={t("refused")} refusal={refusal} />
    </div>
  );
}

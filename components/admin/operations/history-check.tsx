"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { RefusalAlert } from "@/components/forms/staff-refusal-alert";
import { type Refusal, unreachable } from "@/components/forms/use-refusal";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

type Drift = { events: number; missing: number; different: number; surplus: number };
type Answer<T> = { ok: true; data: T } | Refusal;

/** Compares the customers' timelines with the event log, and writes them again. */
export function HistoryCheck({
  check,
  rebuild,
}: {
  check: () => Promise<Answer<Drift>>;
  rebuild: () => Promise<Answer<{ events: number }>>;
}) {
  const t = useTranslations("admin.historyCheck");
  const [drift, setDrift] = useState<Drift | null>(null);
  const [rebuilt, setRebuilt] = useState<number | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const compare = () =>
    start(async () => {
      const answer = await check().catch(unreachable);
      setRebuilt(null);
      setDrift(answer.ok ? answer.data : null);
      setRefusal(answer.ok ? null : answer);
    });
  const write = async () => {
    const answer = await rebuild().catch(unreachable);
    setDrift(null);
    setRebuilt(answer.ok ? answer.data.events : null);
    setRefusal(answer.ok ? null : answer);
  };
  const clean = drift && drift.missing + drift.different + drift.surplus === 0;
  return (
    <div className="grid grid-cols-1 gap-4">
      <p className="text-ink-muted">{t("lead")}</p>
      <div className="flex flex-wrap gap-3">
        <Button variant="secondary" pending={pending} onClick={compare}>
          {t("check")}
        </Button>
        <ConfirmDialog
          trigger={t("rebuild")}
          title={t("rebuildTitle")}
          confirmLabel={t("rebuild")}
          onConfirm={write}
        >
          <p>{t("rebuildText")}</p>
        </ConfirmDialog>
      </div>
      <RefusalAlert refusal={refusal} />
      {drift && (
        <Alert live tone={clean ? "positive" : "warning"} title={t(clean ? "clean" : "drifted")}>
          {t("result", drift)}
        </Alert>
      )}
      {rebuilt !== null && (
        <Alert live tone="positive" title={t("rebuilt")}>
          {t("rebuiltText", { events: rebuilt })}
        </Alert>
      )}
    </div>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { type Answer, type Refusal, unreachable } from "@/components/forms/refusal";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

type Drift = { events: number; missing: number; different: number; surplus: number };
type Actions = {
  check: () => Promise<Answer<Drift>>;
  /** Null for staff who may only look. */
  rebuild: (() => Promise<Answer<{ events: number }>>) | null;
};
/** What the last action answered. */
type Outcome = { drift?: Drift; rebuilt?: { events: number }; refusal?: Refusal };

/** Compares the customers' timelines with the event log, and writes them again from it. */
export function HistoryCheck({ check, rebuild }: Actions) {
  const t = useTranslations("admin.historyCheck");
  const [outcome, setOutcome] = useState<Outcome>({});
  const [pending, start] = useTransition();
  const compare = () =>
    start(async () => {
      const answer = await check().catch(unreachable);
      setOutcome(answer.ok ? { drift: answer.data } : { refusal: answer });
    });
  const write = async (rebuild: NonNullable<Actions["rebuild"]>) => {
    const answer = await rebuild().catch(unreachable);
    setOutcome(answer.ok ? { rebuilt: answer.data } : { refusal: answer });
  };
  return (
    <div className="grid grid-cols-1 gap-4">
      <p className="text-ink-muted">{t("lead")}</p>
      <div className="flex flex-wrap gap-3">
        <Button variant="secondary" pending={pending} onClick={compare}>
          {t("check")}
        </Button>
        {rebuild && (
          <ConfirmDialog
            trigger={t("rebuild")}
            title={t("rebuildTitle")}
            confirmLabel={t("rebuild")}
            onConfirm={() => write(rebuild)}
          >
            <p>{t("rebuildText")}</p>
          </ConfirmDialog>
        )}
      </div>
      <HistoryOutcome outcome={outcome} />
    </div>
  );
}

function HistoryOutcome({ outcome: { drift, rebuilt, refusal } }: { outcome: Outcome }) {
  const t = useTranslations("admin");
  const isClean = drift && drift.missing + drift.different + drift.surplus === 0;
  return (
    <>
      <RefusalAlert namespace="admin" title={t("nothingChanged")} refusal={refusal ?? null} />
      {drift && (
        <Alert
          live
          tone={isClean ? "positive" : "warning"}
          title={t(`historyCheck.${isClean ? "clean" : "drifted"}`)}
        >
          {t("historyCheck.result", drift)}
        </Alert>
      )}
      {rebuilt && (
        <Alert live tone="positive" title={t("historyCheck.rebuilt")}>
          {t("historyCheck.rebuiltText", { events: rebuilt.events })}
        </Alert>
      )}
    </>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { type Refusal, useRefusal } from "./use-refusal";

/** Why nothing was changed. What is told at a field is only pointed at here. */
export function RefusalAlert({ refusal }: { refusal: Refusal | null }) {
  const t = useTranslations("admin");
  const told = useRefusal();
  if (!refusal) return null;
  return (
    <Alert live tone="danger" title={t("nothingChanged")}>
      <p>{told(refusal.code)}</p>
      {refusal.correlationId && (
        <p className="mt-1 text-xs text-ink-muted">{t("reference", { id: refusal.correlationId })}</p>
      )}
    </Alert>
  );
}

"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import type { Refusal } from "./refusal";
import { type RefusalNamespace, useRefusalText } from "./use-refusal-text";

/** Says above a form why nothing was changed. What is wrong with a field is said at the field. */
export function RefusalAlert({
  namespace,
  title,
  refusal,
  action,
}: {
  namespace: RefusalNamespace;
  title: string;
  refusal: Pick<Refusal, "code" | "correlationId"> | null;
  /** A link or button that helps. */
  action?: ReactNode;
}) {
  const text = useRefusalText(namespace);
  const t = useTranslations("errors");
  if (!refusal) return null;
  return (
    <Alert live tone="danger" title={title} action={action}>
      <p>{text(refusal.code)}</p>
      {refusal.correlationId && (
        <p className="mt-1 text-xs text-ink-muted">{t("reference", { id: refusal.correlationId })}</p>
      )}
    </Alert>
  );
}

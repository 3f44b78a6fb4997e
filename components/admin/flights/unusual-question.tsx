"use client";

import { useTranslations } from "next-intl";
import { useFieldMessage } from "@/components/forms/use-refusal";
import { Alert } from "@/components/ui/alert";
import { Checkbox } from "@/components/ui/inputs/checkbox";

type Errors = Readonly<Record<string, string>>;

/** What registering asks about: what a preview found unusual, and what the last answer did. */
export function unusualIn(previewed: Errors, answered: Errors): string[] {
  const { confirmed, ...told } = answered;
  return [...new Set([...Object.values(previewed), ...(confirmed ? Object.values(told) : [])])];
}

/** Says what is unusual about an entry, and takes the confirmation; nothing when nothing is. */
export function UnusualQuestion({
  findings,
  confirmed,
  error,
  onConfirm,
}: {
  /** Keys of field messages. */
  findings: readonly string[];
  confirmed: boolean;
  error: string | undefined;
  onConfirm: (confirmed: boolean) => void;
}) {
  const t = useTranslations("admin.form");
  const message = useFieldMessage();
  if (findings.length === 0) return null;
  return (
    <Alert live tone="warning" title={t("unusual")}>
      <ul className="list-disc pl-5">
        {findings.map((key) => (
          <li key={key}>{message(key)}</li>
        ))}
      </ul>
      <Checkbox
        name="confirmed"
        label={t("confirmUnusual")}
        checked={confirmed}
        onChange={(event) => onConfirm(event.target.checked)}
        error={message(error)}
      />
    </Alert>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { TextArea } from "@/components/ui/inputs/text-area";
import { knownKey } from "@/components/ui/known-key";
import { MAX_CORRECTION_REASON_LENGTH } from "@/server/shared/order-terms";

const problems = ["required", "tooShort", "tooBig", "hiddenMark"] as const;

/** Why staff correct a name. `required`: the customer could not do it any more; otherwise the letters decide. */
export function NameReason({
  required,
  typed,
  error,
}: {
  required: boolean;
  typed: string;
  error: string | undefined;
}) {
  const t = useTranslations("trips.name.reason");
  return (
    <Card>
      <TextArea
        name="reason"
        label={t("label")}
        description={t(required ? "hintLate" : "hint")}
        required={required}
        rows={2}
        maxLength={MAX_CORRECTION_REASON_LENGTH}
        defaultValue={typed}
        error={error && t(`problem.${knownKey(problems, error, "invalid")}`)}
      />
    </Card>
  );
}

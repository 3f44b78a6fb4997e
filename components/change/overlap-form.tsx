"use client";

import { useTranslations } from "next-intl";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/inputs/checkbox";
import { choiceFields } from "./change-url";
import type { ChangeChoice } from "./types";

/**
 * Asks whether a passenger really travels on two flights at the same time, and then for the quote again. A form of the
 * page alone: it works without JavaScript.
 */
export function OverlapForm({
  choices,
  error,
  staff,
}: {
  choices: readonly ChangeChoice[];
  /** Key of the message at the box. */
  error: string | undefined;
  staff: boolean;
}) {
  const t = useTranslations("change.overlap");
  const message = useFieldMessage("change");
  return (
    <Alert live tone="warning" title={t("title")}>
      <p>{t(staff ? "textStaff" : "text")}</p>
      <form method="get" className="grid gap-2">
        {choiceFields(choices).map(([name, value]) => (
          <input key={name + value} type="hidden" name={name} value={value} />
        ))}
        <Checkbox
          name="overlap"
          label={t(staff ? "confirmStaff" : "confirm")}
          error={message("overlapConfirmed", error)}
        />
        <div>
          <Button type="submit" variant="secondary">
            {t("submit")}
          </Button>
        </div>
      </form>
    </Alert>
  );
}

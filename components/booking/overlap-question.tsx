import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Checkbox } from "@/components/ui/inputs/checkbox";
import type { EntryState } from "./types";

/** Asks whether somebody named is really to travel on two flights at one time; nothing unless that was found. */
export function OverlapQuestion({ state, error }: { state: EntryState; error: string | undefined }) {
  const t = useTranslations("booking");
  const confirmed = state.values.overlapConfirmed === "on";
  if (!error && !confirmed) return null;
  return (
    <Alert tone="warning" title={t("overlap.title")}>
      <p>{t("overlap.text")}</p>
      <Checkbox
        name="overlapConfirmed"
        label={t("overlap.confirm")}
        defaultChecked={confirmed}
        error={error}
      />
    </Alert>
  );
}

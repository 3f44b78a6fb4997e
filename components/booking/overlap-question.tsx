import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Checkbox } from "@/components/ui/inputs/checkbox";
import type { EntryState } from "./types";

/** Asks whether a passenger really travels on two flights at the same time; shown only when such flights exist. */
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

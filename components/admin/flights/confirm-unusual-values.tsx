"use client";

import { useTranslations } from "next-intl";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { Alert } from "@/components/ui/alert";
import { Checkbox } from "@/components/ui/inputs/checkbox";

/** Field → key of its message. */
type Errors = Readonly<Record<string, string>>;

/** The unusual values of an entry, as `[field, key]`. An answer reports them together with `confirmed`. */
function unusualValues(previewed: Errors, answered: Errors): [string, string][] {
  const { confirmed, ...others } = answered;
  return [...Object.entries(previewed), ...(confirmed ? Object.entries(others) : [])];
}

/** Says what is unusual about an entry and takes the confirmation. Shows nothing when nothing is unusual. */
export function ConfirmUnusualValues({
  previewed,
  answered,
  confirmed,
  onConfirm,
}: {
  /** What the preview found unusual. */
  previewed: Errors;
  /** The errors of the last answer. */
  answered: Errors;
  confirmed: boolean;
  onConfirm: (confirmed: boolean) => void;
}) {
  const t = useTranslations("admin.form");
  const message = useFieldMessage("admin");
  const unusual = unusualValues(previewed, answered).map(([field, key]) => message(field, key));
  if (unusual.length === 0) return null;
  return (
    <Alert live tone="warning" title={t("unusual")}>
      <ul className="list-disc pl-5">
        {[...new Set(unusual)].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <Checkbox
        name="confirmed"
        label={t("confirmUnusual")}
        checked={confirmed}
        onChange={(event) => onConfirm(event.target.checked)}
        error={confirmed ? undefined : message("confirmed", answered.confirmed)}
      />
    </Alert>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFormAction } from "@/components/forms/use-form-action";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { SaleEventFields } from "./sale-event-fields";
import { noAnswer, type SaleEventAction, type SaleEventValues, typedSaleEvent } from "./sale-event-form";

type Props = {
  values: SaleEventValues;
  /** The key of a new sale event, or the id and version of one that is changed. */
  hidden: Record<string, string>;
  isNew: boolean;
  action: SaleEventAction;
};

/** Registers or changes a sale event. What was typed stays when it is refused. */
export function SaleEventEditForm({ values: initial, hidden, isNew, action }: Props) {
  const t = useTranslations("saleEvents");
  const [{ values, refusal }, submit] = useFormAction(
    action,
    { values: initial, refusal: null, done: 0 },
    (form) => ({ values: typedSaleEvent(form), refusal: noAnswer, done: 0 }),
  );
  const form = useInvalidFocus(refusal);
  return (
    <Card as="section">
      <form ref={form} action={submit} noValidate className="grid gap-5">
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {isNew && refusal?.code === "CONFLICT" ? (
          <Alert live tone="warning" title={t("notSaved")}>
            {t("registeredBefore")}
          </Alert>
        ) : (
          <RefusalAlert namespace="admin" title={t("notSaved")} refusal={refusal} />
        )}
        {/* React empties a form after its action: a new key draws what was typed. */}
        <SaleEventFields key={JSON.stringify(values)} values={values} errors={refusal?.fieldErrors ?? {}} />
        <div>
          <SubmitButton>{t(isNew ? "register" : "save")}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}

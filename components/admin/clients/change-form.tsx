"use client";

import { useTranslations } from "next-intl";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFormAction } from "@/components/forms/use-form-action";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { ClientFields } from "./client-fields";
import { type ChangeAction, type ClientValues, noAnswer, typedClient } from "./client-form";

type Props = {
  client: { id: string; version: number };
  values: ClientValues;
  /** The server action of the page; it renders the page again. */
  action: ChangeAction;
};

/** Changes a client's name, scopes and limit. */
export function ChangeForm({ client, values: saved, action }: Props) {
  const t = useTranslations("admin.clients");
  const [state, submit] = useFormAction(action, { values: saved, refusal: null, done: 0 }, (form) => ({
    values: typedClient(form),
    refusal: noAnswer,
    done: 0,
  }));
  const form = useInvalidFocus(state);
  const { values, refusal, done } = state;
  return (
    <Card as="section" title={t("change")}>
      <form ref={form} action={submit} noValidate className="grid gap-5">
        <input type="hidden" name="id" value={client.id} />
        <input type="hidden" name="version" value={client.version} />
        {done > 0 && !refusal && (
          <Alert key={done} live tone="positive">
            {t("saved")}
          </Alert>
        )}
        <RefusalAlert namespace="admin" title={t("notSaved")} refusal={refusal} />
        <ClientFields values={values} errors={refusal?.fieldErrors ?? {}} />
        <div>
          <SubmitButton>{t("save")}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}

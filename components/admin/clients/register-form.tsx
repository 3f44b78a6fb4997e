"use client";

import { useTranslations } from "next-intl";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFormAction } from "@/components/forms/use-form-action";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { ClientFields } from "./client-fields";
import { emptyClient, noAnswer, type RegisterAction, typedClient } from "./client-form";
import { SecretOnce } from "./secret-once";

/**
 * Registers a client. Its secret then stands in place of the form.
 *
 * @param formKey the same key a second time registers nothing.
 */
export function RegisterForm({ formKey, action }: { formKey: string; action: RegisterAction }) {
  const t = useTranslations("admin.clients");
  const initial = { values: emptyClient, refusal: null, made: null };
  const [state, submit] = useFormAction(action, initial, (form) => ({
    values: typedClient(form),
    refusal: noAnswer,
    made: null,
  }));
  const form = useInvalidFocus(state);
  const { values, refusal, made } = state;
  if (made)
    return (
      <SecretOnce
        title={t("registered")}
        made={made}
        action={<LinkButton href={`/admin/clients/${made.id}`}>{t("toClient")}</LinkButton>}
      />
    );
  return (
    <Card as="section">
      <form ref={form} action={submit} noValidate className="grid gap-5">
        <input type="hidden" name="key" value={formKey} />
        {refusal?.code === "CONFLICT" ? (
          <Alert live tone="warning" title={t("notRegistered")}>
            {t("registeredBefore")}
          </Alert>
        ) : (
          <RefusalAlert namespace="admin" title={t("notRegistered")} refusal={refusal} />
        )}
        <ClientFields withAccount values={values} errors={refusal?.fieldErrors ?? {}} />
        <div>
          <SubmitButton>{t("register")}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}

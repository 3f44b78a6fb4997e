"use client";

import { useTranslations } from "next-intl";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFormAction } from "@/components/forms/use-form-action";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { EndpointFields } from "./endpoint-fields";
import type { EndpointFormAction, EndpointFormState, EndpointValues } from "./endpoint-form-state";
import { SecretPanel } from "./secret-panel";

type Props = {
  initial: EndpointValues;
  /** What the form sends along: the key of a new endpoint, or which version of which endpoint is changed. */
  hidden: Record<string, string>;
  action: EndpointFormAction;
  submit: "register" | "save";
};

/** Registers an endpoint or changes one. After it was registered the secret takes the place of the form. */
export function EndpointForm({ initial, hidden, action, submit }: Props) {
  const t = useTranslations("admin.webhooks");
  const start: EndpointFormState = { values: initial, refusal: null, saved: false, registered: null };
  const [state, send] = useFormAction(action, start, (form) => unanswered(form, initial));
  const form = useInvalidFocus(state);
  if (state.registered) return <Registered {...state.registered} />;
  return (
    <Card as="section" className="max-w-3xl">
      <form ref={form} action={send} noValidate className="grid gap-4">
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {state.saved && (
          <Alert live tone="positive">
            {t("form.saved")}
          </Alert>
        )}
        <RefusalAlert namespace="admin" title={t("form.refused")} refusal={state.refusal} />
        <EndpointFields values={state.values} errors={state.refusal?.fieldErrors ?? {}} />
        <div>
          <SubmitButton>{t(`form.${submit}`)}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}

/** No answer came: what was typed stays, and the key of the form too. */
function unanswered(form: FormData, initial: EndpointValues): EndpointFormState {
  const text = (name: "name" | "url" | "account") => String(form.get(name) ?? initial[name]);
  return {
    values: {
      ...{ name: text("name"), url: text("url"), account: text("account") },
      scope: form.get("scope") === "SOME" ? "SOME" : "ALL",
      types: form.getAll("type").map(String),
    },
    refusal: { ok: false, code: "UNAVAILABLE" },
    saved: false,
    registered: null,
  };
}

function Registered({ endpointId, secret }: { endpointId: string; secret: string }) {
  const t = useTranslations("admin.webhooks.secret");
  return (
    <Card as="section" className="max-w-3xl">
      <div className="grid gap-4">
        <Alert live tone="positive">
          {t("registered")}
        </Alert>
        <SecretPanel secret={secret} />
        <div>
          <LinkButton href={`/admin/webhooks/${endpointId}`}>{t("toEndpoint")}</LinkButton>
        </div>
      </div>
    </Card>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useFormAction } from "@/components/forms/use-form-action";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { Alert } from "@/components/ui/alert";
import { TextField } from "@/components/ui/inputs/text-field";
import { knownKey } from "@/components/ui/known-key";
import { SubmitButton } from "@/components/ui/submit-button";
import { type AskForCode, AskRefusal } from "./manage-trip";

/** The code that was entered, and what was wrong with it. */
export type CodeState = { code?: string; error?: string | undefined; refusal?: string | undefined };
export type CodeAction = (before: CodeState, form: FormData) => Promise<CodeState>;

const codeKeys = ["required", "wrongCode", "codeEnded"] as const;
const refusals = ["RATE_LIMITED", "UNAVAILABLE"] as const;

/** The field for a one-time code, and a button for a new one. Both work before JavaScript. */
export function AccessCodeForm({
  codeId,
  enter,
  again,
}: {
  codeId: string;
  enter: CodeAction;
  again: AskForCode;
}) {
  const t = useTranslations("trips.access");
  const [state, submit] = useFormAction<CodeState>(enter, {}, (sent) => ({
    code: String(sent.get("code")),
    refusal: "UNAVAILABLE",
  }));
  const form = useInvalidFocus(state);
  return (
    <div className="grid gap-6">
      <form ref={form} action={submit} noValidate className="grid gap-4">
        <input type="hidden" name="codeId" value={codeId} />
        {state.refusal && (
          <Alert live tone="danger" title={t("refusedTitle")}>
            {t(`refused.${knownKey(refusals, state.refusal, "OTHER")}`)}
          </Alert>
        )}
        <TextField
          name="code"
          label={t("code")}
          description={t("codeHint")}
          error={state.error && t(`field.${knownKey(codeKeys, state.error, "code")}`)}
          required
          defaultValue={state.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
          className="max-w-56"
          inputClassName="text-lg tracking-widest tabular-nums"
        />
        <div>
          <SubmitButton>{t("enter")}</SubmitButton>
        </div>
      </form>
      <AskAgain codeId={codeId} action={again} />
    </div>
  );
}

function AskAgain({ codeId, action }: { codeId: string; action: AskForCode }) {
  const t = useTranslations("trips.access");
  const [refusal, submit] = useFormAction<string | null>(action, null, () => "UNAVAILABLE");
  return (
    <form action={submit} className="grid justify-items-start gap-3 border-t border-line pt-4">
      <input type="hidden" name="codeId" value={codeId} />
      <p className="text-ink-muted text-sm">{t("againText")}</p>
      <AskRefusal code={refusal} />
      <SubmitButton variant="secondary" size="sm">
        {t("again")}
      </SubmitButton>
    </form>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { Checkbox } from "@/components/ui/inputs/checkbox";
import { FieldError } from "@/components/ui/inputs/field";
import { type Scope, scopeNames, scopes } from "@/server/platform/schemas";

/** The scopes as boxes, those for staff accounts apart. They keep what was chosen before JavaScript too. */
export function ScopeFields({ chosen, error }: { chosen: readonly string[]; error: string | undefined }) {
  const t = useTranslations("admin.clients");
  const message = useFieldMessage("admin");
  const errorId = `${useId()}-scopes`;
  return (
    <fieldset aria-describedby={error ? errorId : undefined}>
      <legend className="text-sm font-semibold">{t("scopes")}</legend>
      <FieldError id={errorId}>{message("scopes", error)}</FieldError>
      {([false, true] as const).map((isStaff) => (
        <div key={String(isStaff)} className="mt-2">
          <p className="text-sm text-ink-muted">{t(isStaff ? "staffScopes" : "customerScopes")}</p>
          <div className="grid gap-x-5 sm:grid-cols-2">
            {scopeNames
              .filter((scope) => scopes[scope].staff === isStaff)
              .map((scope) => (
                // A new key when the answer chooses otherwise: React resets the boxes of a form after its action.
                <ScopeBox key={`${scope}-${chosen.includes(scope)}`} scope={scope} chosen={chosen} />
              ))}
          </div>
        </div>
      ))}
    </fieldset>
  );
}

function ScopeBox({ scope, chosen }: { scope: Scope; chosen: readonly string[] }) {
  const t = useTranslations("admin.clients.scopeNames");
  return (
    <Checkbox
      name="scopes"
      value={scope}
      label={t(scope)}
      description={<code>{scope}</code>}
      defaultChecked={chosen.includes(scope)}
    />
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { TextField } from "@/components/ui/inputs/text-field";
import type { ClientValues } from "./client-form";
import { ScopeFields } from "./scope-fields";

type Props = { values: ClientValues; errors: Readonly<Record<string, string>>; withAccount?: boolean };

/** The fields of a client. `withAccount`: also the account that it acts for, which no change can replace. */
export function ClientFields({ values, errors, withAccount = false }: Props) {
  const t = useTranslations("admin.clients");
  const message = useFieldMessage("admin");
  return (
    <>
      <TextField
        name="name"
        label={t("name")}
        description={t("nameHint")}
        autoComplete="off"
        required
        maxLength={200}
        defaultValue={values.name}
        error={message("clientName", errors.name)}
      />
      {withAccount && (
        <TextField
          name="email"
          type="email"
          label={t("email")}
          description={t("emailHint")}
          autoComplete="off"
          required
          defaultValue={values.email}
          error={message("email", errors.email)}
        />
      )}
      <ScopeFields chosen={values.scopes} error={errors.scopes} />
      <TextField
        name="requestsPerMinute"
        label={t("limit")}
        description={t("limitHint")}
        inputMode="numeric"
        autoComplete="off"
        required
        maxLength={20}
        className="max-w-60"
        defaultValue={values.requestsPerMinute}
        error={message("requestsPerMinute", errors.requestsPerMinute)}
      />
      <HoldCapFields values={values} errors={errors} />
    </>
  );
}

/** What the client may hold unpaid, in place of the caps of an account. */
function HoldCapFields({ values, errors }: Pick<Props, "values" | "errors">) {
  const t = useTranslations("admin.clients");
  const message = useFieldMessage("admin");
  return (
    <>
      {(["unpaidHolds", "holdsPerHour"] as const).map((name) => (
        <TextField
          key={name}
          name={name}
          label={t(name)}
          description={t(`${name}Hint`)}
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
          className="max-w-60"
          defaultValue={values[name]}
          error={message(name, errors[name])}
        />
      ))}
    </>
  );
}

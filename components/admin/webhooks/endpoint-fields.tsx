"use client";

import { useMessages, useTranslations } from "next-intl";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { Checkbox } from "@/components/ui/inputs/checkbox";
import { FieldError } from "@/components/ui/inputs/field";
import { RadioGroup } from "@/components/ui/inputs/radio-group";
import { TextField } from "@/components/ui/inputs/text-field";
import { eventChoices } from "@/server/webhooks/schemas";
import type { EndpointValues } from "./endpoint-form-state";

type Props = { values: EndpointValues; errors: Readonly<Record<string, string>> };

export function EndpointFields({ values, errors }: Props) {
  const t = useTranslations("admin.webhooks.form");
  const message = useFieldMessage("admin");
  return (
    <>
      <TextField
        name="name"
        label={t("name")}
        description={t("nameHint")}
        autoComplete="off"
        required
        maxLength={60}
        defaultValue={values.name}
        error={message("endpointName", errors.name)}
      />
      <TextField
        name="url"
        type="url"
        label={t("url")}
        description={t("urlHint")}
        autoComplete="off"
        required
        maxLength={500}
        defaultValue={values.url}
        error={message("url", errors.url)}
      />
      <EventChoice values={values} errors={errors} />
      <TextField
        name="account"
        type="email"
        label={t("account")}
        description={t("accountHint")}
        autoComplete="off"
        required={false}
        maxLength={254}
        defaultValue={values.account}
        error={message("account", errors.account)}
      />
    </>
  );
}

/** The list of events is shown while only some are chosen: by the style sheet alone, so that it works before JavaScript. */
function EventChoice({ values: { scope, types }, errors }: Props) {
  const t = useTranslations("admin.webhooks.form");
  const names: Record<string, string> = useMessages().admin.eventNames;
  const message = useFieldMessage("admin");
  const error = Object.entries(errors).find(([field]) => field.startsWith("eventTypes"))?.[1];
  return (
    <div className="group grid gap-2">
      <RadioGroup
        key={scope}
        name="scope"
        legend={t("scope")}
        defaultValue={scope}
        options={[
          { value: "ALL", label: t("all"), description: t("allHint") },
          { value: "SOME", label: t("some") },
        ]}
      />
      <fieldset className="hidden rounded-control border border-line p-3 group-has-[[value=SOME]:checked]:block">
        <legend className="px-1 text-sm font-semibold">{t("types")}</legend>
        <div className="grid gap-x-4 sm:grid-cols-2">
          {eventChoices.map(({ type, nameKey }) => (
            <Checkbox
              key={`${type} ${types.includes(type)}`}
              name="type"
              value={type}
              defaultChecked={types.includes(type)}
              label={names[nameKey] ?? type}
              description={<code className="break-all">{type}</code>}
            />
          ))}
        </div>
      </fieldset>
      <FieldError id="event-types-error">{message("eventTypes", error)}</FieldError>
    </div>
  );
}

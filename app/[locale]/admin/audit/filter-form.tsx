import Form from "next/form";
import { getMessages, getTranslations } from "next-intl/server";
import { DatePicker } from "@/components/ui/inputs/date-picker";
import { Select } from "@/components/ui/inputs/select";
import { TextField } from "@/components/ui/inputs/text-field";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { addDays } from "@/server/shared/time";

type Values = Record<string, string>;

/** Nothing was recorded before. */
const FIRST_DAY = "2026-01-01";

/** Chooses which rows are listed. The whole choice stands in the address; what was typed stays, also with an error. */
export async function FilterForm({
  action,
  values,
  errors,
  today,
}: {
  action: string;
  values: Values;
  errors: Values;
  today: string;
}) {
  const { t, choice, day, typed, words } = await fieldsOf(values, errors, today);
  return (
    <Form
      key={JSON.stringify(values)}
      action={action}
      aria-label={t("filter")}
      className="grid grid-cols-1 items-start gap-3 pb-4 sm:grid-cols-2 xl:grid-cols-3"
    >
      <TextField {...typed("person")} />
      <TextField {...typed("target")} />
      <Select {...choice("entity", words.entities)} />
      <Select {...choice("action", words.actions)} />
      <DatePicker {...day("from")} />
      <DatePicker {...day("to")} />
      <div className="flex flex-wrap gap-3 sm:col-span-2 xl:col-span-3">
        <SubmitButton variant="secondary" className="min-h-12">
          {t("show")}
        </SubmitButton>
        {Object.keys(values).length > 0 && (
          <LinkButton href="/admin/audit" variant="quiet" className="min-h-12">
            {t("reset")}
          </LinkButton>
        )}
      </div>
    </Form>
  );
}

/** The properties of the fields: what was typed, and the error at the field. */
async function fieldsOf(values: Values, errors: Values, today: string) {
  const t = await getTranslations("admin.audit");
  const { audit: words } = (await getMessages()).admin;
  const errorOf = (name: string) =>
    errors[name] ? t(name === "to" && values.from ? "periodError" : "fieldError") : undefined;
  const choice = (name: "entity" | "action", known: Values) => ({
    name,
    label: t(name),
    placeholder: t("all"),
    defaultValue: values[name] ?? "",
    error: errorOf(name),
    options: optionsOf(known, values[name]),
  });
  const day = (name: "from" | "to") => ({
    name,
    label: t(name),
    min: FIRST_DAY,
    max: addDays(today, 1),
    defaultValue: values[name] ?? "",
    error: errorOf(name),
  });
  const typed = (name: "person" | "target") => ({
    name,
    label: t(name),
    description: t(`${name}Hint`),
    autoComplete: "off",
    defaultValue: values[name] ?? "",
    error: errorOf(name),
  });
  return { t, choice, day, typed, words };
}

/** The known words, and the one of the address, which may be newer than they are. */
function optionsOf(words: Values, chosen: string | undefined) {
  const known = Object.entries(words).map(([value, label]) => ({ value, label }));
  if (chosen && !(chosen in words)) known.unshift({ value: chosen, label: chosen });
  return known.sort((a, b) => a.label.localeCompare(b.label));
}

import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { Select } from "@/components/ui/inputs/select";
import { TextField } from "@/components/ui/inputs/text-field";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { deliveryStates, eventChoices } from "@/server/webhooks/schemas";

type Values = { state?: string; type?: string; order?: string };

/** Chooses which deliveries are listed. The whole choice stands in the address. */
export async function FilterForm({ path, locale, values }: { path: string; locale: string; values: Values }) {
  const t = await getTranslations("admin.webhooks.log");
  const types = [
    ...eventChoices.map(({ type }) => ({ value: type, label: type })),
    { value: "ping", label: t("ping") },
  ];
  return (
    <Form
      key={JSON.stringify(values)}
      action={`/${locale}${path}`}
      aria-label={t("filter")}
      className="grid grid-cols-1 items-end gap-3 pb-4 sm:grid-cols-3"
    >
      <Select
        name="state"
        label={t("state")}
        placeholder={t("all")}
        defaultValue={values.state ?? ""}
        options={deliveryStates.map((state) => ({ value: state, label: t(`states.${state}`) }))}
      />
      <Select
        name="type"
        label={t("type")}
        placeholder={t("all")}
        defaultValue={values.type ?? ""}
        options={types}
      />
      <TextField
        name="order"
        label={t("order")}
        maxLength={36}
        autoComplete="off"
        defaultValue={values.order ?? ""}
      />
      <div className="flex flex-wrap gap-3 sm:col-span-3">
        <SubmitButton variant="secondary" className="min-h-12">
          {t("show")}
        </SubmitButton>
        {Object.values(values).some(Boolean) && (
          <LinkButton href={path} variant="quiet" className="min-h-12">
            {t("reset")}
          </LinkButton>
        )}
      </div>
    </Form>
  );
}

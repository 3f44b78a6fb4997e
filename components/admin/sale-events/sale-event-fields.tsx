"use client";

import { useMessages, useTranslations } from "next-intl";
import { RadioGroup } from "@/components/ui/inputs/radio-group";
import { TextArea } from "@/components/ui/inputs/text-area";
import { TextField } from "@/components/ui/inputs/text-field";
import { knownKey } from "@/components/ui/known-key";
import type { SaleEventValues } from "./sale-event-form";

type Errors = Readonly<Record<string, string>>;
type Props = { values: SaleEventValues; errors: Errors };

/** The sentence under a field. Of a list, such as the routes, the first wrong entry counts. */
function useMessage(errors: Errors) {
  const t = useTranslations("saleEvents.fieldErrors");
  const known = Object.keys(useMessages().saleEvents.fieldErrors) as Parameters<typeof t>[0][];
  return (name: string) => {
    const [, error] = Object.entries(errors).find(([path]) => path.split(".")[0] === name) ?? [];
    return error === undefined ? undefined : t(knownKey(known, error, "invalid"));
  };
}

/** The fields of a sale event: native inputs, which work before JavaScript. */
export function SaleEventFields(props: Props) {
  return (
    <>
      <Names {...props} />
      <Flights {...props} />
      <Times {...props} />
      <Pace {...props} />
    </>
  );
}

function Names({ values, errors }: Props) {
  const t = useTranslations("saleEvents");
  const message = useMessage(errors);
  return (
    <div className="grid gap-5 md:grid-cols-2">
      {(["nameKo", "nameEn"] as const).map((name) => (
        <TextField
          key={name}
          name={name}
          label={t(name)}
          description={t("nameHint")}
          autoComplete="off"
          required
          maxLength={200}
          defaultValue={values[name]}
          error={message(name)}
        />
      ))}
    </div>
  );
}

function Flights({ values, errors }: Props) {
  const t = useTranslations("saleEvents");
  const message = useMessage(errors);
  return (
    <>
      <TextArea
        name="routes"
        label={t("routes")}
        description={t("routesHint")}
        rows={4}
        spellCheck={false}
        defaultValue={values.routes}
        error={message("routes")}
      />
      <div className="grid gap-5 md:grid-cols-2">
        {(["firstDay", "lastDay"] as const).map((name) => (
          <TextField
            key={name}
            type="date"
            name={name}
            label={t(name)}
            description={t("daysHint")}
            defaultValue={values[name]}
            error={message(name)}
          />
        ))}
      </div>
    </>
  );
}

function Times({ values, errors }: Props) {
  const t = useTranslations("saleEvents");
  const message = useMessage(errors);
  return (
    <div className="grid gap-5 md:grid-cols-3">
      {(["waitsFrom", "opensAt", "closesAt"] as const).map((name) => (
        <TextField
          key={name}
          type="datetime-local"
          name={name}
          label={t(name)}
          description={t(`${name}Hint`)}
          required
          defaultValue={values[name]}
          error={message(name)}
        />
      ))}
    </div>
  );
}

function Pace({ values, errors }: Props) {
  const t = useTranslations("saleEvents");
  const message = useMessage(errors);
  const number = (
    name: "shoppersPerMinute" | "targetP95Ms" | "mostShoppers" | "stayMinutes",
    hint: string,
  ) => (
    <TextField
      name={name}
      label={t(name)}
      description={hint}
      inputMode="numeric"
      autoComplete="off"
      maxLength={20}
      required={name !== "targetP95Ms"}
      defaultValue={values[name]}
      error={message(name)}
    />
  );
  return (
    <>
      <RadioGroup
        legend={t("paceOf")}
        name="pace"
        look="card"
        defaultValue={values.pace}
        options={(["FIXED", "ADAPTIVE"] as const).map((pace) => ({
          value: pace,
          label: t(`paces.${pace}`),
          description: t(`paceHints.${pace}`),
        }))}
      />
      <div className="grid gap-5 md:grid-cols-2">
        {number("shoppersPerMinute", t("shoppersHint"))}
        {number("targetP95Ms", t("targetHint"))}
        {number("mostShoppers", t("mostHint"))}
        {number("stayMinutes", t("stayHint"))}
      </div>
    </>
  );
}

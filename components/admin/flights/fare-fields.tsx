"use client";

import { useTranslations } from "next-intl";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { FieldError } from "@/components/ui/inputs/field";
import { TextField } from "@/components/ui/inputs/text-field";
import type { FareBrand } from "@/server/shared/fare-terms";
import { brandName, cabinName } from "./names";

/** The price of one brand as it is typed. With an empty amount the brand is not sold. */
export type FareRow = { brand: string; cabin: string; amount: string; unitLimit: string };

/** Price and seats of each brand. `errors` are those of the fares that were sent: `fares.0.amount`. */
export function FareFields({
  rows,
  errors,
  onChange,
}: {
  rows: readonly FareRow[];
  errors: Readonly<Record<string, string>>;
  onChange: (rows: FareRow[]) => void;
}) {
  const t = useTranslations("admin.form");
  const message = useFieldMessage("admin");
  const sent: string[] = sentFares(rows).map((fare) => fare.brand);
  const errorAt = (path: string) => message(path, errors[path]);
  return (
    <fieldset className="grid grid-cols-1 gap-4">
      <legend className="mb-1 text-lg font-bold">{t("fares")}</legend>
      <p className="text-sm text-ink-muted">{rows.length > 0 ? t("faresHint") : t("faresAfterRoute")}</p>
      {rows.map((row) => (
        <BrandFields
          key={row.brand}
          row={row}
          errorOf={(field) => errorAt(`fares.${sent.indexOf(row.brand)}.${field}`)}
          onChange={(part) =>
            onChange(rows.map((each) => (each.brand === row.brand ? { ...each, ...part } : each)))
          }
        />
      ))}
      <FieldError id="fares-error">{errorAt("fares")}</FieldError>
    </fieldset>
  );
}

function BrandFields({
  row,
  errorOf,
  onChange,
}: {
  row: FareRow;
  errorOf: (field: "brand" | "amount" | "unitLimit") => string | undefined;
  onChange: (part: Partial<FareRow>) => void;
}) {
  const t = useTranslations("admin.form");
  const brand = brandName(useTranslations("admin.brands"), row.brand);
  const cabin = cabinName(useTranslations("admin.cabins"), row.cabin);
  const number = { type: "number", inputMode: "numeric", inputClassName: "text-right" } as const;
  return (
    <fieldset className="grid grid-cols-2 gap-3 sm:grid-cols-[10rem_1fr_1fr] sm:items-start">
      <legend className="sr-only">{brand}</legend>
      <p aria-hidden className="col-span-2 font-semibold sm:col-span-1 sm:pt-8">
        {brand}
        <span className="block text-sm font-normal text-ink-muted">{cabin}</span>
      </p>
      <TextField
        {...number}
        label={t("fareOf", { brand })}
        min={1_000}
        step={100}
        value={row.amount}
        onChange={(event) => onChange({ amount: event.target.value })}
        error={errorOf("amount") ?? errorOf("brand")}
      />
      <TextField
        {...number}
        label={t("limitOf", { brand })}
        min={1}
        value={row.unitLimit}
        onChange={(event) => onChange({ unitLimit: event.target.value })}
        error={errorOf("unitLimit")}
      />
    </fieldset>
  );
}

/** The fares to send: those of the brands that have a price. */
export const sentFares = (rows: readonly FareRow[]) =>
  rows
    .filter((row) => row.amount.trim() !== "")
    .map(({ brand, amount, unitLimit }) => ({
      brand: brand as FareBrand,
      amount: Number(amount),
      ...(unitLimit.trim() !== "" && { unitLimit: Number(unitLimit) }),
    }));

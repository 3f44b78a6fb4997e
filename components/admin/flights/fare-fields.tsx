"use client";

import { useTranslations } from "next-intl";
import { useFieldMessage } from "@/components/forms/use-refusal";
import { FieldError } from "@/components/ui/inputs/field";
import { TextField } from "@/components/ui/inputs/text-field";
import { brandName, cabinName } from "./names";

/** One brand's price as it is typed; an empty amount means that the brand is not sold. */
export type FareRow = { brand: string; cabin: string; amount: string; unitLimit: string };

/** Price and seats for each brand. `errors` are those of the fares sent: `fares.0.amount`. */
export function FareFields({
  rows,
  errors,
  onChange,
}: {
  rows: readonly FareRow[];
  errors: Record<string, string>;
  onChange: (rows: FareRow[]) => void;
}) {
  const t = useTranslations("admin.form");
  const brands = useTranslations("admin.brands");
  const cabins = useTranslations("admin.cabins");
  const message = useFieldMessage();
  const sent: string[] = sentFares(rows).map((fare) => fare.brand);
  const errorOf = (brand: string, field: string) => message(errors[`fares.${sent.indexOf(brand)}.${field}`]);
  const change = (brand: string, part: Partial<FareRow>) =>
    onChange(rows.map((row) => (row.brand === brand ? { ...row, ...part } : row)));
  return (
    <fieldset className="grid grid-cols-1 gap-4">
      <legend className="mb-1 text-lg font-bold">{t("fares")}</legend>
      <p className="text-sm text-ink-muted">{rows.length > 0 ? t("faresHint") : t("faresAfterRoute")}</p>
      {rows.map((row) => (
        <fieldset
          key={row.brand}
          className="grid grid-cols-2 gap-3 sm:grid-cols-[10rem_1fr_1fr] sm:items-start"
        >
          <legend className="sr-only">{brandName(brands, row.brand)}</legend>
          <p aria-hidden className="col-span-2 font-semibold sm:col-span-1 sm:pt-8">
            {brandName(brands, row.brand)}
            <span className="block text-sm font-normal text-ink-muted">{cabinName(cabins, row.cabin)}</span>
          </p>
          <TextField
            label={t("fareOf", { brand: brandName(brands, row.brand) })}
            type="number"
            inputMode="numeric"
            min={1_000}
            step={100}
            value={row.amount}
            onChange={(event) => change(row.brand, { amount: event.target.value })}
            error={errorOf(row.brand, "amount") ?? errorOf(row.brand, "brand")}
            inputClassName="text-right"
          />
          <TextField
            label={t("limitOf", { brand: brandName(brands, row.brand) })}
            type="number"
            inputMode="numeric"
            min={1}
            value={row.unitLimit}
            onChange={(event) => change(row.brand, { unitLimit: event.target.value })}
            error={errorOf(row.brand, "unitLimit")}
            inputClassName="text-right"
          />
        </fieldset>
      ))}
      <FieldError id="fares-error">{errors.fares && t("faresNeeded")}</FieldError>
    </fieldset>
  );
}

type Brand = "SAVER" | "STANDARD" | "FLEX" | "BUSINESS";

/** The fares to be sent: the brands that have a price. */
export const sentFares = (rows: readonly FareRow[]) =>
  rows
    .filter((row) => row.amount.trim() !== "")
    .map(({ brand, amount, unitLimit }) => ({
      brand: brand as Brand,
      amount: Number(amount),
      ...(unitLimit.trim() !== "" && { unitLimit: Number(unitLimit) }),
    }));

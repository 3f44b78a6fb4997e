"use client";

import { useLocale, useTranslations } from "next-intl";
import { Table, Td, Th } from "@/components/ui/table";
import { formatKrw } from "@/i18n/format";
import { type FlightScope, flightScope } from "@/server/shared/fare-terms";
import type { BrandTerms } from "./types";

/** What each fare includes, side by side. */
export function BrandTable({
  rules,
  international,
}: {
  rules: readonly BrandTerms[];
  international: boolean;
}) {
  const t = useTranslations("search");
  const locale = useLocale();
  const rows = useRows(flightScope(international));
  return (
    <section className="mt-8">
      <h2 className="pb-3 text-lg font-bold">{t("terms.title")}</h2>
      <Table
        caption={t("terms.title")}
        head={
          <>
            <Th>
              <span className="sr-only">{t("terms.what")}</span>
            </Th>
            {rules.map((terms) => (
              <Th key={terms.brand}>{locale === "ko" ? terms.nameKo : terms.nameEn}</Th>
            ))}
          </>
        }
      >
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row" className="px-3 py-2 text-left font-normal text-ink-muted">
              {name}
            </th>
            {rules.map((terms) => (
              <Td key={terms.brand} className="font-semibold whitespace-nowrap">
                {value(terms)}
              </Td>
            ))}
          </tr>
        ))}
      </Table>
      <p className="pt-2 text-sm text-ink-muted">{t("terms.note")}</p>
    </section>
  );
}

/** What the table compares, line by line. */
function useRows(scope: FlightScope): [string, (terms: BrandTerms) => string][] {
  const t = useTranslations("search");
  const locale = useLocale();
  const fee = (krw: number) => (krw > 0 ? formatKrw(krw, locale) : t("terms.free"));
  const kilos = (kg: number) => (kg > 0 ? `${kg}kg` : t("terms.none"));
  return [
    [t("terms.checked"), (terms) => kilos(terms.checkedBaggageKg[scope])],
    [t("terms.carryOn"), (terms) => kilos(terms.carryOnKg)],
    [t("terms.change"), (terms) => fee(terms.changeFeeKrw[scope])],
    [t("terms.refund"), (terms) => (terms.refundable ? t("terms.refundable") : t("terms.notRefundable"))],
    [t("terms.miles"), (terms) => `${terms.mileageRatePercent}%`],
  ];
}

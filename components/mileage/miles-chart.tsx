import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Table, Td, Th } from "@/components/ui/table";
import { formatInteger } from "@/i18n/format";
import { chartBars } from "./chart-bars";

type Month = { month: string; earned: number; takenBack: number; balance: number };

const WIDTH = 120;
const HEIGHT = 100;

/** The balance at the end of each month, drawn on the server, and the same figures as a table. */
export function MilesChart({ months }: { months: readonly Month[] }) {
  const t = useTranslations("mileage.chart");
  const { bars, zero, top } = chartBars(
    months.map(({ balance }) => balance),
    { width: WIDTH, height: HEIGHT },
  );
  const last = months.at(-1);
  const first = months[0];
  if (!first || !last) return null;
  const summary = t("summary", { first: formatInteger(first.balance), last: formatInteger(last.balance) });
  return (
    <Card as="section" title={t("title")}>
      <p className="pb-1 text-xs text-ink-muted">{t("top", { miles: formatInteger(top) })}</p>
      <svg
        role="img"
        aria-label={summary}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-40 w-full border-t border-dashed border-line"
      >
        {bars.map((bar, n) => (
          <rect
            key={months[n]?.month}
            {...bar}
            className="fill-brand forced-colors:fill-[CanvasText]"
            style={{ forcedColorAdjust: "none" }}
          />
        ))}
        <path
          d={`M0 ${zero}H${WIDTH}`}
          className="stroke-line-strong forced-colors:stroke-[CanvasText]"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <ol aria-hidden className="grid grid-cols-12 text-center text-xs text-ink-muted">
        {months.map(({ month }) => (
          <li key={month}>{t("tick", { month: Number(month.slice(-2)) })}</li>
        ))}
      </ol>
      <MonthTable months={months} />
    </Card>
  );
}

function MonthTable({ months }: { months: readonly Month[] }) {
  const t = useTranslations("mileage.chart");
  const locale = useLocale();
  const nameOf = (month: string) => {
    const [year = "", number = ""] = month.split("-");
    return locale === "ko" ? `${year}년 ${Number(number)}월` : `${year}-${number}`;
  };
  return (
    <details className="pt-3">
      <summary className="min-h-6 text-sm font-semibold text-brand-text">{t("table")}</summary>
      <div className="pt-3">
        <Table
          caption={t("title")}
          head={
            <>
              <Th>{t("month")}</Th>
              <Th numeric>{t("earned")}</Th>
              <Th numeric>{t("takenBack")}</Th>
              <Th numeric>{t("balance")}</Th>
            </>
          }
        >
          {[...months].reverse().map(({ month, earned, takenBack, balance }) => (
            <tr key={month}>
              <th scope="row" className="px-3 py-2 text-left font-normal whitespace-nowrap">
                {nameOf(month)}
              </th>
              <Td numeric>{formatInteger(earned)}</Td>
              <Td numeric>{formatInteger(takenBack)}</Td>
              <Td numeric>{formatInteger(balance)}</Td>
            </tr>
          ))}
        </Table>
      </div>
    </details>
  );
}

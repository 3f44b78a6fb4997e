import { useLocale, useTranslations } from "next-intl";
import { formatKrw, formatLocalDate } from "@/i18n/format";
import type { DailyFigures } from "@/server/reservation/schemas";
import { barsOf, netOf } from "./bars";

const WIDTH = 720;
const HEIGHT = 160;

/**
 * Net revenue day by day as bars, drawn on the server. The table of the same days stands below it. The bars differ by height and place
 * alone, so that they need no colour.
 */
export function RevenueChart({ days }: { days: readonly DailyFigures[] }) {
  const t = useTranslations("admin.overview");
  const locale = useLocale();
  const inOrder = days.toReversed();
  const best = inOrder.toSorted((a, b) => netOf(b) - netOf(a))[0];
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (!best || !first || !last) return null;
  const { bars, zero } = barsOf(inOrder.map(netOf), { width: WIDTH, height: HEIGHT });
  const summary = t("chartSummary", {
    from: formatLocalDate(first.date, "date", locale),
    to: formatLocalDate(last.date, "date", locale),
    total: formatKrw(
      inOrder.reduce((sum, day) => sum + netOf(day), 0),
      locale,
    ),
    day: formatLocalDate(best.date, "date", locale),
    most: formatKrw(netOf(best), locale),
  });
  return (
    <figure className="rounded-card border border-line bg-surface p-4">
      <figcaption className="text-sm text-ink-muted">
        <span className="font-bold text-ink">{t("netRevenue")}</span> {t("netRevenueHint")}
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={summary}
        className="mt-3 h-40 w-full text-brand forced-color-adjust-auto"
        preserveAspectRatio="none"
      >
        {bars.map(({ x, y, width, height }) => (
          <rect key={x} x={x} y={y} width={width} height={height} fill="currentColor" />
        ))}
        <line
          x1={0}
          x2={WIDTH}
          y1={zero}
          y2={zero}
          className="stroke-line-strong"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <p className="mt-2 flex justify-between text-sm text-ink-muted">
        <span>{formatLocalDate(first.date, "shortDate", locale)}</span>
        <span>{formatLocalDate(last.date, "shortDate", locale)}</span>
      </p>
    </figure>
  );
}

import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { LinkButton } from "@/components/ui/link-button";
import { Stat } from "@/components/ui/stat";
import { formatInteger } from "@/i18n/format";
import type { SaleEvent } from "@/server/waiting-room/schemas";

/** How a sale event moves, at the moment when the page was drawn. */
export function SaleEventFigures({ event, now }: { event: SaleEvent; now: Date }) {
  const t = useTranslations("saleEvents");
  const { figures } = event;
  return (
    <section className="grid gap-3" aria-labelledby="sale-event-figures">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="sale-event-figures" className="text-lg font-bold">
          {t("figures")}
        </h2>
        <div className="flex items-center gap-3 text-sm text-ink-muted">
          <p>{t.rich("figuresHint", { at: () => <DateTime at={now} look="time" /> })}</p>
          <LinkButton href={`/admin/sale-events/${event.id}`} variant="secondary" size="sm">
            {t("refresh")}
          </LinkButton>
        </div>
      </div>
      <div className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
        {(["waiting", "inside", "admitted", "booked", "left"] as const).map((figure) => (
          <Stat key={figure} label={t(figure)} value={formatInteger(figures[figure])} />
        ))}
        <Stat label={t("pace")} value={formatInteger(figures.shoppersPerMinute)} />
      </div>
    </section>
  );
}

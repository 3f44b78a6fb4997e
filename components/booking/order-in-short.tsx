import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/ui/money";
import { formatInstant } from "@/i18n/format";
import type { Booking } from "./types";

/** What the button below it buys, in a few lines: the flights, the party and the total. */
export function OrderInShort({ booking }: { booking: Booking }) {
  const t = useTranslations("booking");
  const locale = useLocale();
  const { adults, children, infants, segments } = booking;
  return (
    <section aria-label={t("order")} className="grid gap-1 rounded-control bg-sunken p-4">
      <ul className="grid gap-1 text-sm">
        {segments.map((flight) => (
          <li key={flight.position} className="flex flex-wrap justify-between gap-x-4">
            <b>
              {flight.origin} → {flight.destination} · {flight.designator}
            </b>
            <span className="text-ink-muted">
              {formatInstant(flight.departsAt, flight.originZone, "shortDateTime", locale)} ·{" "}
              {locale === "ko" ? flight.rule.nameKo : flight.rule.nameEn}
            </span>
          </li>
        ))}
      </ul>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 border-t border-line pt-2">
        <span className="text-sm text-ink-muted">
          {t("party", { adults, children, infants })} · {t(segments.length > 1 ? "returnTrip" : "oneWayTrip")}
        </span>
        <span>
          <span className="text-sm text-ink-muted">{t("total")} </span>
          <Money amountKrw={booking.totalAmount} className="text-xl font-bold" />
        </span>
      </p>
    </section>
  );
}

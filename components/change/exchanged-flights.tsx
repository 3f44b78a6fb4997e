import { clsx } from "clsx";
import { ArrowDown } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FlightTimes } from "@/components/flight/flight-times";
import { legText } from "@/components/flight/route-text";
import { Card } from "@/components/ui/card";
import { formatLocalDate } from "@/i18n/format";
import type { FlightLeg } from "@/server/reservation/schemas";

/** A flight before and after; `to` is null when the flight instead is not known. */
export type Exchanged = {
  key: string;
  from: FlightLeg & { brandName: string };
  to: (FlightLeg & { brandName: string }) | null;
  /** What is wrong with it, or a link, below the flights. */
  note?: ReactNode;
};

/** Each flight that is exchanged: before, and after. */
export function ExchangedFlights({ title, flights }: { title: ReactNode; flights: readonly Exchanged[] }) {
  const t = useTranslations("change.quote");
  const locale = useLocale();
  return (
    <Card as="section" title={title}>
      <ol className="grid grid-cols-1 gap-6">
        {flights.map(({ key, from, to, note }) => (
          <li
            key={key}
            className="grid grid-cols-1 gap-3 not-first:border-t not-first:border-line not-first:pt-6"
          >
            <h3 className="font-bold">{legText(from, locale)}</h3>
            <div className="grid gap-2 md:grid-cols-[1fr_auto_1fr] md:items-center md:gap-4">
              <Side label={t("from")} leg={from} muted />
              {to && (
                <>
                  <ArrowDown
                    aria-hidden
                    className="size-5 justify-self-center text-brand-text md:-rotate-90"
                  />
                  <Side label={t("to")} leg={to} />
                </>
              )}
            </div>
            {note}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Side({
  label,
  leg,
  muted = false,
}: {
  label: string;
  leg: FlightLeg & { brandName: string };
  muted?: boolean;
}) {
  const locale = useLocale();
  return (
    <div className={clsx("rounded-control border p-3", muted ? "border-line bg-sunken" : "border-brand")}>
      <p className="flex flex-wrap items-baseline gap-x-2 pb-1 text-sm">
        <span className={clsx("font-bold", muted ? "text-ink-muted" : "text-brand-text")}>{label}</span>
        <span className="font-semibold">{formatLocalDate(leg.departureDate, "shortDate", locale)}</span>
        <span className="text-ink-muted">
          {leg.designator} · {leg.brandName}
        </span>
      </p>
      <FlightTimes flight={leg} />
    </div>
  );
}

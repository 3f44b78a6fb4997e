import { useTranslations } from "next-intl";
import { Money } from "@/components/ui/money";
import { Stat } from "@/components/ui/stat";
import { formatInteger } from "@/i18n/format";

type Effects = {
  reservations: number;
  passengers: number;
  holds: number;
  miles: number;
  refundAmount: number;
  /** Reservations that have other flights too. */
  withOtherFlights: number;
};

/** What the cancellation of a flight will do, before it is confirmed. */
export function CancellationEffects({ effects }: { effects: Effects }) {
  const t = useTranslations("admin.cancelFlight");
  return (
    <section aria-labelledby="effects" className="grid grid-cols-1 gap-3">
      <h2 id="effects" className="text-lg font-bold">
        {t("effects")}
      </h2>
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-5">
        <Stat label={t("reservations")} value={t("cases", { count: effects.reservations })} />
        <Stat label={t("passengers")} value={t("people", { count: effects.passengers })} />
        <Stat label={t("holds")} value={t("cases", { count: effects.holds })} />
        <Stat label={t("miles")} value={t("mileValue", { miles: formatInteger(effects.miles) })} />
        <Stat
          label={t("refunds")}
          value={<Money amountKrw={effects.refundAmount} />}
          className="max-lg:col-span-2"
        />
      </div>
      {effects.withOtherFlights > 0 && (
        <p className="max-w-prose font-semibold">{t("otherFlights", { count: effects.withOtherFlights })}</p>
      )}
      <p className="max-w-prose text-ink-muted">{t("explain")}</p>
    </section>
  );
}

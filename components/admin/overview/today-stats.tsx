import { useTranslations } from "next-intl";
import { Money } from "@/components/ui/money";
import { Stat } from "@/components/ui/stat";
import { formatInteger } from "@/i18n/format";
import type { DailyFigures } from "@/server/reservation/schemas";

type Departures = { flights: number; cancelled: number; departed: number; capacity: number; sold: number };
type Part = "bookings" | "revenue" | "cancellations";

const sumOf = (days: readonly DailyFigures[], part: Part) => days.reduce((sum, day) => sum + day[part], 0);

/** Whole tenths of a percent. */
const percentOf = ({ sold, capacity }: Departures) =>
  capacity === 0 ? 0 : Math.round((sold * 1_000) / capacity) / 10;

/** Departures and sales of one day (`YYYY-MM-DD`), beside the sums of all `days`. */
export function TodayStats({
  today,
  departures,
  days,
}: {
  today: string;
  departures: Departures;
  days: readonly DailyFigures[];
}) {
  const t = useTranslations("admin.overview");
  const { flights, cancelled, departed, capacity, sold } = departures;
  const todays = days.filter((day) => day.date === today);
  return (
    <div className="grid grid-cols-2 gap-3 xl:grid-cols-5">
      <Stat
        label={t("departures")}
        value={t("flightCount", { count: flights })}
        note={t("departuresNote", { departed, cancelled })}
      />
      <Stat
        label={t("load")}
        value={`${percentOf(departures)}%`}
        note={t("loadNote", { sold: formatInteger(sold), capacity: formatInteger(capacity) })}
      />
      {(["bookings", "cancellations"] as const).map((part) => (
        <Stat
          key={part}
          label={t(part)}
          value={t("cases", { count: sumOf(todays, part) })}
          note={t("week", { value: t("cases", { count: sumOf(days, part) }) })}
        />
      ))}
      <Stat
        label={t("revenue")}
        value={<Money amountKrw={sumOf(todays, "revenue")} />}
        note={
          <>
            {t("weekIs")} <Money amountKrw={sumOf(days, "revenue")} />
          </>
        }
        className="max-xl:col-span-2"
      />
    </div>
  );
}

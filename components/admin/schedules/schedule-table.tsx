import { useLocale, useTranslations } from "next-intl";
import { AircraftCode } from "@/components/admin/flights/aircraft-code";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import { formatDuration } from "@/i18n/format";
import { useDaysText } from "./use-days-text";

type Schedule = {
  id: string;
  designator: string;
  origin: string;
  destination: string;
  periodFrom: string;
  periodTo: string;
  days: readonly number[];
  departureTime: string;
  blockMinutes: number;
  aircraftType: string;
  flights: number;
  cancelled: number;
  /** The list of its flights on the next day it flies. */
  href: string;
};

type AircraftNames = Readonly<Record<string, string>>;

export function ScheduleTable({
  schedules,
  aircraft,
}: {
  schedules: readonly Schedule[];
  /** Names by type code. */
  aircraft: AircraftNames;
}) {
  const t = useTranslations("admin.schedules");
  return (
    <Table
      caption={t("title")}
      head={
        <>
          <Th>{t("designator")}</Th>
          <Th>{t("route")}</Th>
          <Th>{t("days")}</Th>
          <Th>{t("departure")}</Th>
          <Th>{t("duration")}</Th>
          <Th>{t("period")}</Th>
          <Th>{t("aircraft")}</Th>
          <Th numeric>{t("flights")}</Th>
        </>
      }
    >
      {schedules.map((schedule) => (
        <ScheduleRow key={schedule.id} schedule={schedule} aircraft={aircraft} />
      ))}
    </Table>
  );
}

function ScheduleRow({ schedule, aircraft }: { schedule: Schedule; aircraft: AircraftNames }) {
  const t = useTranslations("admin.schedules");
  const locale = useLocale();
  const daysText = useDaysText();
  return (
    <tr>
      <Td>
        <PageLink
          href={schedule.href}
          className="inline-flex min-h-6 items-center font-bold text-brand-text hover:underline"
        >
          {schedule.designator}
        </PageLink>
      </Td>
      <Td className="whitespace-nowrap">
        {schedule.origin} → {schedule.destination}
      </Td>
      <Td className="whitespace-nowrap">{daysText(schedule.days)}</Td>
      <Td>{schedule.departureTime}</Td>
      <Td className="whitespace-nowrap">{formatDuration(schedule.blockMinutes, locale)}</Td>
      <Td className="whitespace-nowrap">
        <time dateTime={schedule.periodFrom}>{schedule.periodFrom}</time> –{" "}
        <time dateTime={schedule.periodTo}>{schedule.periodTo}</time>
      </Td>
      <Td>
        <AircraftCode code={schedule.aircraftType} names={aircraft} />
      </Td>
      <Td numeric className="whitespace-nowrap">
        {t("flightCount", { count: schedule.flights })}
        {schedule.cancelled > 0 && (
          <span className="block text-xs text-danger-text">
            {t("cancelledCount", { count: schedule.cancelled })}
          </span>
        )}
      </Td>
    </tr>
  );
}

"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { FlightTime } from "@/components/admin/flights/flight-times";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import { Table, Td, Th } from "@/components/ui/table";
import { formatDuration, formatLocalDate } from "@/i18n/format";

type Previewed = {
  serviceDate: string;
  departsAt: string;
  arrivesAt: string;
  arrivalDayOffset: number;
  blockMinutes: number;
  clockChange: boolean;
  departureTimeKind: "once" | "gap" | "overlap";
  taken: boolean;
};
export type SchedulePreviewData = {
  originZone: string;
  destinationZone: string;
  flights: Previewed[];
  /** What has to be confirmed when the schedule is published, by field. */
  unusual: Record<string, string>;
};

const FIRST_ROWS = 14;

/** The dated flights of a pattern before they are published. `children` stand below them. */
export function SchedulePreview({
  preview,
  children,
}: {
  preview: SchedulePreviewData;
  children: ReactNode;
}) {
  const t = useTranslations("admin.schedules");
  const [all, setAll] = useState(false);
  const { flights } = preview;
  // Flights that need a look are shown even when they come after the first rows.
  const rows = all ? flights : flights.filter((f, n) => n < FIRST_ROWS || f.clockChange || f.taken);
  return (
    <Card as="section" aria-label={t("previewTitle")} title={t("previewTitle")}>
      <div className="grid grid-cols-1 gap-4">
        <PreviewStats flights={flights} />
        <Table
          caption={t("previewTitle")}
          head={
            <>
              <Th>{t("date")}</Th>
              <Th>{t("departure")}</Th>
              <Th>{t("arrival")}</Th>
              <Th>{t("duration")}</Th>
              <Th>{t("remarks")}</Th>
            </>
          }
        >
          {rows.map((flight) => (
            <PreviewRow key={flight.serviceDate} flight={flight} zones={preview} />
          ))}
        </Table>
        {!all && rows.length < flights.length && (
          <div>
            <Button variant="quiet" size="sm" onClick={() => setAll(true)}>
              {t("showAll", { count: flights.length })}
            </Button>
          </div>
        )}
        {children}
      </div>
    </Card>
  );
}

/** How many flights there are, between which days, and how many need a look. */
function PreviewStats({ flights }: { flights: readonly Previewed[] }) {
  const t = useTranslations("admin.schedules");
  const locale = useLocale();
  const conflicts = flights.filter((flight) => flight.taken).length;
  const changes = flights.filter((flight) => flight.clockChange).length;
  const day = (date: string | undefined) => (date ? formatLocalDate(date, "shortDate", locale) : "–");
  return (
    <>
      <p role="status" className="sr-only">
        {t("previewSpoken", { count: flights.length, changes, conflicts })}
      </p>
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Stat label={t("flights")} value={t("flightCount", { count: flights.length })} />
        <Stat
          label={t("firstLast")}
          value={
            <span className="text-base">
              {day(flights[0]?.serviceDate)} – {day(flights.at(-1)?.serviceDate)}
            </span>
          }
        />
        <Stat label={t("clockChanges")} value={t("dayCount", { count: changes })} />
        <Stat label={t("conflicts")} value={t("flightCount", { count: conflicts })} />
      </div>
    </>
  );
}

function PreviewRow({
  flight,
  zones: { originZone, destinationZone },
}: {
  flight: Previewed;
  zones: Pick<SchedulePreviewData, "originZone" | "destinationZone">;
}) {
  const t = useTranslations("admin.schedules");
  const locale = useLocale();
  return (
    <tr>
      <Td className="font-semibold whitespace-nowrap">
        {formatLocalDate(flight.serviceDate, "shortDate", locale)}
      </Td>
      <Td>
        <FlightTime at={flight.departsAt} zone={originZone} />
      </Td>
      <Td>
        <FlightTime at={flight.arrivesAt} zone={destinationZone} dayOffset={flight.arrivalDayOffset} />
      </Td>
      <Td className="whitespace-nowrap">{formatDuration(flight.blockMinutes, locale)}</Td>
      <Td>
        <span className="flex flex-wrap gap-1">
          {flight.taken && <Badge tone="danger">{t("taken")}</Badge>}
          {flight.clockChange && <Badge tone="warning">{t("clockChange")}</Badge>}
          {flight.departureTimeKind !== "once" && (
            <Badge tone="warning">{t(`kind.${flight.departureTimeKind}`)}</Badge>
          )}
        </span>
      </Td>
    </tr>
  );
}

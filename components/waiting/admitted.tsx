import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Countdown } from "@/components/ui/countdown";
import { DateTime } from "@/components/ui/date-time";
import { LinkButton } from "@/components/ui/link-button";
import type { Place, SaleEventStatus } from "@/server/waiting-room/schemas";
import { RoomHeader } from "./room-header";
import { SoldOutNote } from "./sold-out-note";

/** The way in, and how long it is open. */
export function Admitted({ status, place, next }: { status: SaleEventStatus; place: Place; next: string }) {
  const t = useTranslations("waiting");
  const until = place.expiresAt ?? status.now;
  return (
    <>
      <RoomHeader status={status} title={t("admittedTitle")} />
      <SoldOutNote status={status} />
      <Card>
        <p className="pb-4">{t.rich("admittedText", { until: () => <DateTime at={until} look="time" /> })}</p>
        <div className="flex flex-wrap items-center gap-4">
          <LinkButton href={next} size="lg">
            {t("go")}
          </LinkButton>
          <Countdown deadline={until} serverNow={status.now} label={t("timeLeft")} />
        </div>
      </Card>
    </>
  );
}

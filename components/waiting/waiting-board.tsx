"use client";

import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Countdown } from "@/components/ui/countdown";
import { DateTime } from "@/components/ui/date-time";
import { Stat } from "@/components/ui/stat";
import type { Place, SaleEventStatus } from "@/server/waiting-room/schemas";
import { LotteryNote } from "./lottery-note";
import { RoomHeader } from "./room-header";
import { SoldOutNote } from "./sold-out-note";
import { useSpokenPlace, useWaitingRoom } from "./use-waiting-room";
import { aheadOf, minutesToWait, refreshSeconds } from "./waiting-steps";

/** Above this no estimate is given: the pace changes too much until then. */
const HOUR_MINUTES = 60;

/** One's own place in the queue. It follows the public answer; without JavaScript the page loads itself again. */
export function WaitingBoard({ status: first, place }: { status: SaleEventStatus; place: Place }) {
  const t = useTranslations("waiting");
  const status = useWaitingRoom(first, place);
  const isDrawn = place.number !== null;
  return (
    <>
      <RoomHeader status={status} title={t(isDrawn ? "waitingTitle" : "beforeTitle")} />
      <SoldOutNote status={status} />
      {isDrawn ? <Queue status={status} place={place} /> : <Before status={status} />}
      <p className="mt-4 text-sm text-ink-muted">{t("keep")}</p>
      <LotteryNote status={status} placeId={place.placeId} />
      <noscript>
        <meta httpEquiv="refresh" content={String(refreshSeconds(first, place))} />
      </noscript>
    </>
  );
}

function Before({ status }: { status: SaleEventStatus }) {
  const t = useTranslations("waiting");
  return (
    <Card>
      <p className="pb-4">{t.rich("beforeText", { opens: () => <DateTime at={status.opensAt} /> })}</p>
      <div className="flex flex-wrap items-center gap-4">
        <Countdown deadline={status.opensAt} serverNow={status.now} label={t("untilOpening")} />
        <p className="text-sm text-ink-muted">
          {t("waitingNow")} {t("people", { count: status.waiting })}
        </p>
      </div>
    </Card>
  );
}

function Queue({ status, place }: { status: SaleEventStatus; place: Place }) {
  const t = useTranslations("waiting");
  const ahead = aheadOf(status, place);
  const minutes = minutesToWait(ahead, status.shoppersPerMinute);
  const spoken = useSpokenPlace(t("announceAhead", { count: ahead, minutes }));
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-3">
        <Stat label={t("yourNumber")} value={(place.number ?? 0).toLocaleString("en-US")} />
        <Stat label={t("ahead")} value={t("people", { count: ahead })} />
        <Stat
          label={t("estimate")}
          value={minutes > HOUR_MINUTES ? t("moreThanAnHour") : t("minutes", { minutes })}
        />
      </div>
      <p className="mt-4 text-sm text-ink-muted">{t("estimateHint")}</p>
      <p role="status" aria-live="polite" className="sr-only">
        {spoken}
      </p>
    </>
  );
}

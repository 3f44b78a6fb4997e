import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import type { SaleEventStatus } from "@/server/waiting-room/schemas";
import { RoomHeader } from "./room-header";

/** A waiting room that is not open yet. */
export function Planned({ status }: { status: SaleEventStatus }) {
  const t = useTranslations("waiting");
  return (
    <>
      <RoomHeader status={status} title={t("plannedTitle")} />
      <Card>{t.rich("plannedText", { from: () => <DateTime at={status.waitsFrom} /> })}</Card>
    </>
  );
}

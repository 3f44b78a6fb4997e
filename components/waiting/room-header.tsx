import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DateTime } from "@/components/ui/date-time";
import { PageHeader } from "@/components/ui/page-header";
import type { SaleEventStatus } from "@/server/waiting-room/schemas";

/** The name of the sale and its opening, with what is going on as the one heading. */
export function RoomHeader({ status, title }: { status: SaleEventStatus; title: ReactNode }) {
  const t = useTranslations("waiting");
  const name = useLocale() === "ko" ? status.nameKo : status.nameEn;
  return (
    <>
      <p className="font-bold text-brand-text wrap-anywhere">{name}</p>
      <PageHeader
        title={title}
        description={t.rich("saleOf", { opens: () => <DateTime at={status.opensAt} /> })}
      />
    </>
  );
}

"use client";

import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import type { Answer } from "@/components/forms/refusal";
import { MoreLink } from "@/components/layout/more-link";
import { pageOfAction, useEndless } from "@/components/query/use-endless";
import { DateTime } from "@/components/ui/date-time";
import { PageLink } from "@/components/ui/page-link";
import { formatInstant, formatInteger } from "@/i18n/format";
import { KOREA_ZONE } from "@/server/shared/airline";
import type { CancelCause } from "@/server/shared/fare-terms";

type LedgerEntry = {
  id: string;
  kind: "ACCRUAL" | "REVERSAL";
  /** Negative for a reversal. */
  miles: number;
  locator: string;
  designator: string;
  passengerName: string | null;
  cancelCause: CancelCause | null;
  origin: string;
  destination: string;
  usableFrom: Date | string;
  expiresAt: Date | string;
  createdAt: Date | string;
};
type LedgerPage = { items: LedgerEntry[]; nextCursor: string | null };

/** The member's ledger, newest first, each entry with its booking. */
export function LedgerList({
  queryKey,
  start,
  load,
}: {
  queryKey: readonly unknown[];
  start: string | null;
  load: (cursor: string | null) => Promise<Answer<LedgerPage>>;
}) {
  const t = useTranslations("mileage");
  const list = useEndless(queryKey, start, (cursor) => pageOfAction(load(cursor)));
  return (
    <>
      <ol aria-label={t("ledger")} className="grid">
        {list.items.map((entry) => (
          <li key={entry.id} className="border-b border-line py-4">
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
      <MoreLink list={list} hrefOf={(cursor) => `/mileage?cursor=${cursor}`} failure={t("moreFailed")} />
    </>
  );
}

function Entry({ entry }: { entry: LedgerEntry }) {
  const t = useTranslations("mileage");
  const locale = useLocale();
  const day = (at: Date | string) => formatInstant(at, KOREA_ZONE, "date", locale);
  const credit = entry.kind === "ACCRUAL";
  const { designator, origin, destination } = entry;
  const terms = [
    t("usableFrom", { at: day(entry.usableFrom) }),
    t("expiresAt", { at: day(entry.expiresAt) }),
  ].join(" · ");
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="grid min-w-0 gap-0.5">
        <p className="font-semibold">
          {t(`kind.${entry.kind}`)} · {t("entry", { designator, origin, destination })}
        </p>
        {entry.passengerName && <p className="text-sm">{entry.passengerName}</p>}
        <p className="text-sm text-ink-muted first-letter:uppercase">
          {credit ? terms : t(entry.cancelCause === "AIRLINE" ? "reversalByAirline" : "reversalNote")}
        </p>
        <p className="flex flex-wrap items-center gap-x-3 text-sm text-ink-muted">
          <DateTime at={entry.createdAt} />
          <PageLink
            href={`/trips/${entry.locator}`}
            prefetch={false}
            className="inline-flex min-h-6 items-center font-medium text-brand-text underline"
          >
            {t("reservation", { locator: entry.locator })}
          </PageLink>
        </p>
      </div>
      <p className={clsx("shrink-0 text-lg font-bold", credit ? "text-positive-text" : "text-danger-text")}>
        {t("amount", { miles: `${credit ? "+" : ""}${formatInteger(entry.miles)}` })}
      </p>
    </div>
  );
}

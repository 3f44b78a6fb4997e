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
  /** Negative for a reversal; an adjustment has both signs. */
  miles: number;
  passengerName: string | null;
  /** SPLIT: the miles moved from or to another booking. */
  cancelCause: CancelCause | "SPLIT" | null;
  usableFrom: Date | string;
  expiresAt: Date | string;
  createdAt: Date | string;
} & (
  | { kind: "ACCRUAL" | "REVERSAL"; locator: string; designator: string; origin: string; destination: string }
  // Belongs to no flight.
  | { kind: "ADJUSTMENT"; locator: null; designator: null; origin: null; destination: null }
);
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

const flightOf = (entry: Extract<LedgerEntry, { kind: "ACCRUAL" | "REVERSAL" }>) => {
  const { designator, origin, destination } = entry;
  return { designator, origin, destination };
};

/** Why miles were taken or moved. */
function noteOf({ kind, cancelCause }: LedgerEntry) {
  if (kind === "ADJUSTMENT") return "adjustmentNote";
  if (cancelCause === "SPLIT") return "splitNote";
  // Older cancellations and changes of flights name nobody.
  if (cancelCause === null) return "reversalOrChange";
  return cancelCause === "AIRLINE" ? "reversalByAirline" : "reversalNote";
}

function Entry({ entry }: { entry: LedgerEntry }) {
  const t = useTranslations("mileage");
  const locale = useLocale();
  const day = (at: Date | string) => formatInstant(at, KOREA_ZONE, "date", locale);
  const credit = entry.miles > 0;
  const terms = [
    t("usableFrom", { at: day(entry.usableFrom) }),
    t("expiresAt", { at: day(entry.expiresAt) }),
  ].join(" · ");
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="grid min-w-0 gap-0.5">
        <p className="font-semibold">
          {entry.kind === "ADJUSTMENT"
            ? t("kind.ADJUSTMENT")
            : `${t(`kind.${entry.kind}`)} · ${t("entry", flightOf(entry))}`}
        </p>
        {entry.passengerName && <p className="text-sm">{entry.passengerName}</p>}
        <p className="text-sm text-ink-muted first-letter:uppercase">
          {credit ? terms : t(noteOf(entry))}
          {credit && entry.cancelCause === "SPLIT" && ` · ${t("splitNote")}`}
        </p>
        <p className="flex flex-wrap items-center gap-x-3 text-sm text-ink-muted">
          <DateTime at={entry.createdAt} />
          {entry.kind !== "ADJUSTMENT" && (
            <PageLink
              href={`/trips/${entry.locator}`}
              prefetch={false}
              className="inline-flex min-h-6 items-center font-medium text-brand-text underline"
            >
              {t("reservation", { locator: entry.locator })}
            </PageLink>
          )}
        </p>
      </div>
      <p className={clsx("shrink-0 text-lg font-bold", credit ? "text-positive-text" : "text-danger-text")}>
        {t("amount", { miles: `${credit ? "+" : ""}${formatInteger(entry.miles)}` })}
      </p>
    </div>
  );
}

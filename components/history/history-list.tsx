"use client";

import { useTranslations } from "next-intl";
import type { Answer } from "@/components/forms/refusal";
import { MoreLink } from "@/components/layout/more-link";
import { pageOfAction, useEndless } from "@/components/query/use-endless";
import { EventRow } from "./event-row";
import { historyHref, historyKey } from "./history-address";
import type { Category, TimelinePage } from "./types";

/** The timeline, newest first: endless in the browser, page by page before JavaScript. */
export function HistoryList({
  category,
  start,
  load,
}: {
  category: Category | null;
  start: string | null;
  load: (category: Category | null, cursor: string | null) => Promise<Answer<TimelinePage>>;
}) {
  const t = useTranslations("history");
  const list = useEndless(historyKey(category, start), start, (cursor) =>
    pageOfAction(load(category, cursor)),
  );
  return (
    <>
      <ol aria-label={t("list")} className="grid">
        {list.items.map((entry) => (
          <li key={entry.eventId} className="border-b border-line py-4">
            <EventRow entry={entry} />
          </li>
        ))}
      </ol>
      <MoreLink list={list} hrefOf={(cursor) => historyHref(category, cursor)} failure={t("moreFailed")} />
    </>
  );
}

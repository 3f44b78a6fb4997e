"use client";

import { type DehydratedState, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell as BellIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { QueryProvider } from "@/components/query/query-provider";
import { PageLink } from "@/components/ui/page-link";
import { bellKey, inboxListKey, readBell } from "./inbox-queries";
import { shortSubject } from "./short-subject";
import type { BellState } from "./types";

const pollMs = 5_000;

/** The link to the messages with the number of unread ones, updated while the page is open. */
export default function Bell({ state }: { state: DehydratedState }) {
  return (
    <QueryProvider state={state}>
      <UnreadMessages />
    </QueryProvider>
  );
}

function UnreadMessages() {
  const t = useTranslations("notifications");
  const { data } = useQuery({ queryKey: bellKey, queryFn: readBell, refetchInterval: pollMs });
  const unread = data?.unread ?? 0;
  const shown = unread > 99 ? "99+" : String(unread);
  const arrived = useArrival(data?.latest ?? null);
  return (
    <>
      <PageLink
        href="/messages"
        prefetch={false}
        aria-label={t("bell", { count: unread, shown })}
        className="relative grid size-11 place-items-center rounded-full hover:bg-brand-soft"
      >
        <BellIcon aria-hidden className="size-6" />
        {unread > 0 && (
          <span
            aria-hidden
            className="absolute top-0 -right-0.5 min-w-5 rounded-full border-2 border-canvas bg-danger px-1 text-center text-xs leading-4 font-bold text-on-danger"
          >
            {shown}
          </span>
        )}
      </PageLink>
      <span role="status" className="sr-only">
        {arrived &&
          t.rich("arrived", {
            subject: shortSubject(arrived.subject),
            // A message keeps the language in which it was written.
            of: (text) => <span lang={arrived.locale}>{text}</span>,
          })}
      </span>
    </>
  );
}

type Latest = BellState["latest"];

/** A message that arrived after the page was opened. An open list of messages is refreshed. */
function useArrival(latest: Latest): Latest {
  const client = useQueryClient();
  const known = useRef(latest?.id);
  const [arrived, setArrived] = useState<Latest>(null);
  useEffect(() => {
    if (!latest || latest.id === known.current) return;
    known.current = latest.id;
    setArrived(latest);
    void client.invalidateQueries({ queryKey: inboxListKey });
  }, [latest, client]);
  return arrived;
}

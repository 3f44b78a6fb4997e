"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell as BellIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { PageLink } from "@/components/ui/page-link";
import { bellKey, inboxListKey, readBell } from "./inbox-queries";
import { shortSubject } from "./short-subject";

const pollMs = 5_000;

/** The link to the messages with the number of unread ones, updated while the page is open. */
export function Bell() {
  const t = useTranslations("notifications");
  const { data } = useQuery({ queryKey: bellKey, queryFn: readBell, refetchInterval: pollMs });
  const unread = data?.unread ?? 0;
  const arrived = useArrival(data?.latest ?? null);
  return (
    <>
      <PageLink
        href="/messages"
        prefetch={false}
        aria-label={t("bell", { count: unread })}
        className="relative grid size-11 place-items-center rounded-full hover:bg-brand-soft"
      >
        <BellIcon aria-hidden className="size-6" />
        {unread > 0 && (
          <span
            aria-hidden
            className="absolute top-0 -right-0.5 min-w-5 rounded-full border-2 border-canvas bg-danger px-1 text-center text-xs leading-4 font-bold text-on-danger"
          >
            {unread > 99 ? "99+" : unread}
          </span>
        )}
      </PageLink>
      <span role="status" className="sr-only">
        {arrived && t("arrived", { subject: arrived })}
      </span>
    </>
  );
}

type Latest = { id: string; subject: string } | null;

/** The subject of a message that arrived after the page was opened. An open list of messages is refreshed. */
function useArrival(latest: Latest): string | null {
  const client = useQueryClient();
  const known = useRef(latest?.id);
  const [arrived, setArrived] = useState<string | null>(null);
  useEffect(() => {
    if (!latest || latest.id === known.current) return;
    known.current = latest.id;
    setArrived(shortSubject(latest.subject));
    void client.invalidateQueries({ queryKey: inboxListKey });
  }, [latest, client]);
  return arrived;
}

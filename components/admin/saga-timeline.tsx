"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { useRouter } from "@/i18n/navigation";
import { getJson } from "./get-json";
import { isUnderWay, reactionsOf, type SagaEvent } from "./saga";
import { Clock } from "./saga-clock";
import { SagaReaction } from "./saga-reaction";
import { useSagaNames } from "./use-saga-names";

const POLL_MS = 2_000;

/**
 * Everything that happened to a booking, in order: each event with who published it, and under it every
 * attempt at every step that it set off. It asks again until nothing is under way any more.
 */
export function SagaTimeline({
  reservationId,
  initial,
}: {
  reservationId: string;
  initial: readonly SagaEvent[];
}) {
  const t = useTranslations("admin.saga");
  const { data: saga } = useQuery({
    queryKey: ["saga", reservationId],
    queryFn: ({ signal }) =>
      getJson<readonly SagaEvent[]>(`/api/v1/admin/reservations/${reservationId}/saga`, signal),
    initialData: initial,
    refetchInterval: ({ state }) => (isUnderWay(state.data ?? [], Date.now()) ? POLL_MS : false),
  });
  const events = saga.filter(({ kind }) => kind === "EVENT").length;
  const attempts = saga.reduce((sum, event) => sum + event.attempts.length, 0);
  useRefreshOnChange(`${saga.length} ${attempts}`);
  return (
    <Card as="section" aria-label={t("title")} title={t("title")}>
      <p role="status" className="mb-4 text-ink-muted">
        {t("summary", { events, attempts })}
      </p>
      {saga.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <ol className="grid grid-cols-1 gap-5">
          {saga.map((event) => (
            <Entry key={event.eventId} event={event} />
          ))}
        </ol>
      )}
    </Card>
  );
}

/** What the rest of the page shows follows from the same events. */
function useRefreshOnChange(seen: string): void {
  const router = useRouter();
  const before = useRef(seen);
  useEffect(() => {
    if (before.current === seen) return;
    before.current = seen;
    router.refresh();
  }, [seen, router]);
}

function Entry({ event }: { event: SagaEvent }) {
  const reactions = reactionsOf(event);
  return (
    <li className="border-l-4 border-brand pl-3 sm:pl-4">
      {event.kind === "EVENT" ? <EventHead event={event} /> : <SweepHead event={event} />}
      {reactions.length > 0 && (
        <ul className="mt-2 grid grid-cols-1 gap-2">
          {reactions.map((reaction) => (
            <SagaReaction key={`${reaction.functionId} ${reaction.runId}`} reaction={reaction} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** What the clock set off instead of an event. */
function SweepHead({ event }: { event: SagaEvent }) {
  const t = useTranslations("admin.saga");
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-bold">{t("sweep")}</h3>
        <Clock at={event.occurredAt} />
      </div>
      <p className="text-sm text-ink-muted">{t("sweepText")}</p>
    </>
  );
}

function EventHead({ event }: { event: SagaEvent }) {
  const t = useTranslations("admin.saga");
  const names = useSagaNames();
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-bold">{names.event(event.name)}</h3>
        <Clock at={event.occurredAt} />
        {event.parkedReason ? (
          <Badge tone="danger">{t("parked")}</Badge>
        ) : (
          <Badge tone={event.publishedAt ? "neutral" : "warning"}>
            {t(event.publishedAt ? "published" : "waiting")}
          </Badge>
        )}
      </div>
      <p className="text-sm text-ink-muted">
        {t("by", { context: names.context(event.name) })} · <code className="break-all">{event.name}</code>
      </p>
      {event.parkedReason && <p className="text-sm text-danger-text">{event.parkedReason}</p>}
    </>
  );
}

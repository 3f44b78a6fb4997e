"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { reactionsOf, type SagaEvent } from "./saga";
import { Clock } from "./saga-clock";
import { SagaReaction } from "./saga-reaction";
import { useSagaNames } from "./use-saga-names";

/** An event or a sweep, with the reactions to it. */
export function SagaEventEntry({ event, isFollowUp = false }: { event: SagaEvent; isFollowUp?: boolean }) {
  const reactions = reactionsOf(event);
  return (
    <li className={clsx("border-l-4 pl-3 sm:pl-4", isFollowUp ? "ml-4 border-line-strong" : "border-brand")}>
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

/** The head of a sweep: the clock starts it, not an event. */
function SweepHead({ event }: { event: SagaEvent }) {
  const t = useTranslations("admin.saga");
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h4 className="font-bold">{t("sweep")}</h4>
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
        <h4 className="font-bold">{names.event(event.name)}</h4>
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

"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Clock } from "./saga-clock";
import { SagaEventEntry } from "./saga-event";
import { stateTones } from "./saga-reaction";
import type { Stage, StageEvent } from "./saga-stages";
import { useSagaNames } from "./use-saga-names";

/** One stage of a booking: a line that opens. It is open from the start when a person has to look at it. */
export function SagaStage({ stage }: { stage: Stage }) {
  const t = useTranslations("admin.saga");
  const [first] = stage.events;
  const followUps = followUpNames(stage.events);
  const names = useSagaNames();
  return (
    <li className="border-b border-line last:border-b-0">
      <details className="group" open={stage.state === "STOPPED" || stage.state === "PARKED"}>
        <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 py-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open:rotate-90" />
          <h3 className="font-bold">{t(`stages.${stage.kind}`)}</h3>
          {first && <Clock at={first.occurredAt} />}
          <Badge tone={stateTones[stage.state]}>{t(`states.${stage.state}`)}</Badge>
          {followUps.length > 0 && (
            <span className="text-sm text-ink-muted">
              {followUps.map((name) => names.event(name)).join(" · ")}
            </span>
          )}
        </summary>
        <ol className="grid grid-cols-1 gap-4 pt-1 pb-4">
          {stage.events.flatMap((event) => [
            <SagaEventEntry key={event.eventId} event={event} />,
            ...event.followUps.map((each) => <SagaEventEntry key={each.eventId} event={each} isFollowUp />),
          ])}
        </ol>
      </details>
    </li>
  );
}

/** The names of the follow-ups of these events, each once. */
const followUpNames = (events: readonly StageEvent[]) => [
  ...new Set(events.flatMap(({ followUps }) => followUps.map(({ name }) => name))),
];

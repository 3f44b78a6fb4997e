"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Clock } from "./saga-clock";
import { SagaEventEntry } from "./saga-event";
import { stateTones } from "./saga-reaction";
import type { Stage, StageEvent } from "./saga-stages";
import { useSagaNames } from "./use-saga-names";

/** One step of a booking's life: a line that opens. What a person has to look at is open from the start. */
export function SagaStage({ stage }: { stage: Stage }) {
  const t = useTranslations("admin.saga");
  const [first] = stage.events;
  const told = toldIn(stage.events);
  const names = useSagaNames();
  return (
    <li className="border-b border-line last:border-b-0">
      <details className="group" open={stage.state === "STOPPED" || stage.state === "PARKED"}>
        <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 py-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open:rotate-90" />
          <h3 className="font-bold">{t(`stages.${stage.kind}`)}</h3>
          {first && <Clock at={first.occurredAt} />}
          <Badge tone={stateTones[stage.state]}>{t(`states.${stage.state}`)}</Badge>
          {told.length > 0 && (
            <span className="text-sm text-ink-muted">
              {told.map((name) => names.event(name)).join(" · ")}
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

/** What came of the stage's events in other contexts, each kind once. */
const toldIn = (events: readonly StageEvent[]) => [
  ...new Set(events.flatMap(({ followUps }) => followUps.map(({ name }) => name))),
];

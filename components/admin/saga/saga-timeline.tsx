"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { getJson } from "@/components/query/get-json";
import { QueryProvider } from "@/components/query/query-provider";
import { Card } from "@/components/ui/card";
import { useRouter } from "@/i18n/navigation";
import { isUnderWay, type SagaEvent } from "./saga";
import { SagaStage } from "./saga-stage";
import { stagesOf } from "./saga-stages";

const POLL_MS = 2_000;

type Props = { reservationId: string; initial: readonly SagaEvent[] };

/**
 * Everything that happened to a booking, one line for each stage. A line opens to the events of the stage: who
 * published each, and every attempt at every step of the reactions to it. Polls until nothing is under way.
 */
export function SagaTimeline(props: Props) {
  return (
    <QueryProvider>
      <Timeline {...props} />
    </QueryProvider>
  );
}

function Timeline({ reservationId, initial }: Props) {
  const t = useTranslations("admin.saga");
  const { data: saga } = useQuery({
    queryKey: ["saga", reservationId],
    queryFn: ({ signal }) =>
      getJson<readonly SagaEvent[]>(`/api/pages/admin/reservations/${reservationId}/saga`, signal),
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
        <ol className="grid grid-cols-1">
          {stagesOf(saga).map((stage) => (
            <SagaStage key={stage.key} stage={stage} />
          ))}
        </ol>
      )}
    </Card>
  );
}

/** Refreshes the page when `seen` changes: the rest of the page depends on the same events. */
function useRefreshOnChange(seen: string): void {
  const router = useRouter();
  const before = useRef(seen);
  useEffect(() => {
    if (before.current === seen) return;
    before.current = seen;
    router.refresh();
  }, [seen, router]);
}

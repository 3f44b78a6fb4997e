"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { getJson } from "@/components/query/get-json";
import { Card } from "@/components/ui/card";
import { useRouter } from "@/i18n/navigation";
import { isUnderWay, type SagaEvent } from "./saga";
import { SagaStage } from "./saga-stage";
import { stagesOf } from "./saga-stages";

const POLL_MS = 2_000;

/**
 * Everything that happened to a booking by the steps of its life, one line each; on request each event with who
 * published it, and every attempt at every step that it set off. It asks again until nothing is under way.
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
        <ol className="grid grid-cols-1">
          {stagesOf(saga).map((stage) => (
            <SagaStage key={stage.key} stage={stage} />
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

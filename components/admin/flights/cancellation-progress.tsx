"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { getJson } from "@/components/query/get-json";
import { QueryProvider } from "@/components/query/query-provider";
import { Alert } from "@/components/ui/alert";
import { Money } from "@/components/ui/money";
import { useRouter } from "@/i18n/navigation";

type Left = { reservations: number; holds: number };
type Cancellation = Left & { result: Left & { passengers: number; refundAmount: number } };

type Props = { flightId: number; reason: string; initial: Cancellation };

const POLL_MS = 1_500;

/** What the cancellation of a flight has done, and what is left. Polls until nothing is left. */
export function CancellationProgress(props: Props) {
  return (
    <QueryProvider>
      <Progress {...props} />
    </QueryProvider>
  );
}

function Progress({ flightId, reason, initial }: Props) {
  const t = useTranslations("admin.cancellation");
  const router = useRouter();
  const { data } = useQuery({
    queryKey: ["cancellation", flightId],
    queryFn: ({ signal }) =>
      getJson<Cancellation>(`/api/pages/admin/flights/${flightId}/cancellation`, signal),
    initialData: initial,
    refetchInterval: ({ state }) => (left(state.data) > 0 ? POLL_MS : false),
  });
  const done = left(data) === 0;
  const wasDone = useRef(done);
  useEffect(() => {
    // The rest of the page was rendered before the cancellation was done.
    if (done && !wasDone.current) router.refresh();
    wasDone.current = done;
  }, [done, router]);
  return (
    <Alert tone={done ? "positive" : "warning"} title={done ? t("done") : t("running")}>
      <p role="status">
        {done ? t("doneText") : t("left", { reservations: data.reservations, holds: data.holds })}
      </p>
      <Result {...data.result} />
      <p className="mt-1 text-ink-muted">{t("reasonWas", { reason })}</p>
    </Alert>
  );
}

const left = (of: Left | undefined) => (of ? of.reservations + of.holds : 0);

function Result({ reservations, passengers, holds, refundAmount }: Cancellation["result"]) {
  const t = useTranslations("admin.cancellation");
  return (
    <p className="mt-1">
      {t("result", { reservations, passengers, holds })}{" "}
      <span className="whitespace-nowrap">
        {t("refunds")} <Money amountKrw={refundAmount} />
      </span>
    </p>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { type Answer, unreachable } from "@/components/forms/refusal";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { PageLink } from "@/components/ui/page-link";
import type { PingResult } from "@/server/webhooks/schemas";
import { useFailureText } from "./use-failure-text";

type Props = { endpointId: string; ping: (endpointId: string) => Promise<Answer<PingResult>> };

/** Sends a test and shows what the endpoint answered. */
export function PingButton({ endpointId, ping }: Props) {
  const t = useTranslations("admin.webhooks.ping");
  const [answer, setAnswer] = useState<Answer<PingResult> | null>(null);
  const [pending, start] = useTransition();
  const send = () =>
    start(async () => {
      setAnswer(null);
      setAnswer(await ping(endpointId).catch(unreachable));
    });
  return (
    <div className="grid gap-3">
      <div>
        <Button variant="secondary" pending={pending} onClick={send}>
          {t("send")}
        </Button>
      </div>
      <RefusalAlert namespace="admin" title={t("notSent")} refusal={answer && !answer.ok ? answer : null} />
      {answer?.ok && <Result endpointId={endpointId} result={answer.data} />}
    </div>
  );
}

function Result({ endpointId, result }: { endpointId: string; result: PingResult }) {
  const t = useTranslations("admin.webhooks.ping");
  const failureText = useFailureText();
  const { status, failure, excerpt, durationMs, deliveryId } = result;
  return (
    <Alert live tone={failure ? "danger" : "positive"} title={t(failure ? "failed" : "sent")}>
      <p>
        {status === null ? t("noAnswer", { ms: durationMs }) : t("answer", { status, ms: durationMs })}
        {failure && ` · ${failureText(failure, status)}`}
      </p>
      {excerpt && <span className="mt-1 block text-xs break-all">{excerpt}</span>}
      <PageLink
        href={`/admin/webhooks/${endpointId}/deliveries/${deliveryId}`}
        className="mt-1 inline-flex min-h-6 items-center font-semibold underline"
      >
        {t("toLog")}
      </PageLink>
    </Alert>
  );
}

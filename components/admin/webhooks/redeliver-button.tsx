"use client";

import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { type Answer, unreachable } from "@/components/forms/refusal";
import { useRefusalText } from "@/components/forms/use-refusal-text";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toast-store";
import type { Delivery, RedeliverOneInput } from "@/server/webhooks/schemas";

type Props = {
  delivery: Pick<Delivery, "id" | "endpointId" | "eventType">;
  redeliver: (input: RedeliverOneInput) => Promise<Answer<void>>;
};

/** Sends one event again. */
export function RedeliverButton({ delivery, redeliver }: Props) {
  const t = useTranslations("admin.webhooks");
  const text = useRefusalText("admin");
  const [pending, start] = useTransition();
  const send = () =>
    start(async () => {
      const { id: deliveryId, endpointId } = delivery;
      const answer = await redeliver({ endpointId, deliveryId }).catch(unreachable);
      if (answer.ok) notify({ tone: "positive", title: t("log.queued") });
      else notify({ tone: "danger", title: t("missed.refused"), body: text(answer.code) });
    });
  return (
    <Button
      variant="secondary"
      size="sm"
      pending={pending}
      aria-label={t("log.redeliverOf", { type: delivery.eventType })}
      onClick={send}
    >
      {t("log.redeliver")}
    </Button>
  );
}

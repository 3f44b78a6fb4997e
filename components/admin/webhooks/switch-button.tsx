"use client";

import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { type Answer, unreachable } from "@/components/forms/refusal";
import { useRefusalText } from "@/components/forms/use-refusal-text";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/toast-store";
import type { SwitchEndpointInput } from "@/server/webhooks/schemas";

type Props = {
  endpointId: string;
  isActive: boolean;
  switchState: (input: SwitchEndpointInput) => Promise<Answer<void>>;
};

/** Disables an endpoint after a question, or enables it. */
export function SwitchButton({ endpointId, isActive, switchState }: Props) {
  const t = useTranslations("admin.webhooks.switch");
  const text = useRefusalText("admin");
  const [pending, start] = useTransition();
  const send = async (state: "ACTIVE" | "DISABLED") => {
    const answer = await switchState({ endpointId, state }).catch(unreachable);
    if (answer.ok) notify({ tone: "positive", title: t(state === "ACTIVE" ? "enabled" : "disabled") });
    else notify({ tone: "danger", title: t("refused"), body: text(answer.code) });
    return answer.ok;
  };
  if (!isActive)
    return (
      <Button pending={pending} onClick={() => start(async () => void (await send("ACTIVE")))}>
        {t("enable")}
      </Button>
    );
  return (
    <ConfirmDialog
      trigger={t("disable")}
      title={t("disableTitle")}
      confirmLabel={t("disable")}
      danger
      onConfirm={() => send("DISABLED")}
    >
      <p>{t("disableText")}</p>
    </ConfirmDialog>
  );
}

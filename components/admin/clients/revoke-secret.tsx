"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Answer, type Refusal, unreachable } from "@/components/forms/refusal";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/toast-store";
import type { RevokeClientSecretInput } from "@/server/platform/schemas";

export type RevokeSecretAction = (input: RevokeClientSecretInput) => Promise<Answer<void>>;

type Props = { id: string; secret: { id: string; lastFour: string }; revoke: RevokeSecretAction };

/** Ends a secret and its tokens at once, after a question. */
export function RevokeSecret({ id, secret, revoke }: Props) {
  const t = useTranslations("admin.clients");
  const { lastFour } = secret;
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const confirm = async () => {
    const answer = await revoke({ id, secretId: secret.id }).catch(unreachable);
    setRefusal(answer.ok ? null : answer);
    if (answer.ok) notify({ tone: "positive", title: t("revoked") });
    return answer.ok;
  };
  return (
    <ConfirmDialog
      trigger={
        <>
          <span aria-hidden>{t("revoke")}</span>
          <span className="sr-only">{t("revokeOf", { lastFour })}</span>
        </>
      }
      triggerSize="sm"
      title={t("revokeTitle")}
      confirmLabel={t("revoke")}
      danger
      onConfirm={confirm}
    >
      <p className="whitespace-normal">{t("revokeLead", { lastFour })}</p>
      <RefusalAlert namespace="admin" title={t("notRevoked")} refusal={refusal} />
    </ConfirmDialog>
  );
}

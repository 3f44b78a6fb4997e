"use client";

import { useTranslations } from "next-intl";
import type { Answer } from "@/components/forms/refusal";
import { LinkButton } from "@/components/ui/link-button";
import type { PingResult, RotateSecretInput, SwitchEndpointInput } from "@/server/webhooks/schemas";
import { MissedDialog } from "./missed-dialog";
import { PingButton } from "./ping-button";
import { RotateDialog } from "./rotate-dialog";
import { SwitchButton } from "./switch-button";

type Props = {
  endpointId: string;
  isActive: boolean;
  /** The server actions of the page; each renders the page again. */
  actions: {
    ping: (endpointId: string) => Promise<Answer<PingResult>>;
    rotate: (input: RotateSecretInput) => Promise<Answer<{ secret: string }>>;
    switchState: (input: SwitchEndpointInput) => Promise<Answer<void>>;
    redeliverSince: (endpointId: string, hours: number) => Promise<Answer<{ queued: number; more: boolean }>>;
  };
};

/** What staff may do with an endpoint. */
export function EndpointActions({ endpointId, isActive, actions }: Props) {
  const t = useTranslations("admin.webhooks.endpoint");
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-3">
        <LinkButton href={`/admin/webhooks/${endpointId}/edit`} variant="secondary">
          {t("edit")}
        </LinkButton>
        <RotateDialog endpointId={endpointId} rotate={actions.rotate} />
        {isActive && <MissedDialog endpointId={endpointId} redeliverSince={actions.redeliverSince} />}
        <SwitchButton endpointId={endpointId} isActive={isActive} switchState={actions.switchState} />
      </div>
      <PingButton endpointId={endpointId} ping={actions.ping} />
    </div>
  );
}

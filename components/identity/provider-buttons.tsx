"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { noteOutdated } from "@/components/ui/outdated";

type Provider = "google" | "kakao" | "naver";

/** Goes to the provider's page. The script that does it comes when a button is pressed. */
async function leaveFor(provider: Provider, next: string): Promise<void> {
  const { signIn } = await import("next-auth/react");
  await signIn(provider, { callbackUrl: next });
}

/** A button for each provider that is configured. Shows nothing when there is none. */
export function ProviderButtons({ providers, next }: { providers: readonly Provider[]; next: string }) {
  const t = useTranslations("identity");
  const [leavingFor, setLeavingFor] = useState<Provider>();
  if (providers.length === 0) return null;
  return (
    <div className="flex flex-col gap-3">
      <p className="flex items-center gap-3 text-sm text-ink-muted before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
        {t("or")}
      </p>
      {providers.map((provider) => (
        <Button
          key={provider}
          variant="secondary"
          size="lg"
          pending={leavingFor === provider}
          onClick={() => {
            setLeavingFor(provider);
            leaveFor(provider, next).catch((error: unknown) => {
              noteOutdated(error);
              setLeavingFor(undefined);
            });
          }}
        >
          {t(`continueWith.${provider}`)}
        </Button>
      ))}
    </div>
  );
}

"use client";

import { signIn } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";

type Provider = "google" | "kakao" | "naver";

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
            signIn(provider, { callbackUrl: next }).catch(() => setLeavingFor(undefined));
          }}
        >
          {t(`continueWith.${provider}`)}
        </Button>
      ))}
    </div>
  );
}

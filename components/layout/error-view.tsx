"use client";

import { CloudLightning } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";

/** What went wrong, that nothing was lost or charged, and what to do; the digest in small print. */
export function ErrorView({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("errors");
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <div role="alert" className="page-width grid justify-items-start gap-4 py-16">
      <CloudLightning aria-hidden className="size-12 text-brand-text" />
      <h1 className="text-title font-bold">{t("unexpectedTitle")}</h1>
      <p>{t("unexpectedBody")}</p>
      <p className="text-ink-muted">{t("unexpectedPaid")}</p>
      <div className="flex flex-wrap gap-3">
        <Button onClick={retry}>{t("retry")}</Button>
        <LinkButton href="/trips" variant="secondary">
          {t("myTrips")}
        </LinkButton>
        <LinkButton href="/" variant="quiet">
          {t("home")}
        </LinkButton>
      </div>
      {digest && <p className="text-xs text-ink-muted">{t("reference", { id: digest })}</p>}
    </div>
  );
}

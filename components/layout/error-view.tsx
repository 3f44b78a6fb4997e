"use client";

import { CloudLightning } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { isOutdated, reloadOnce } from "@/components/ui/outdated";

type Fault = { error: unknown; retry: () => void };

/** The error page for customers: nothing was lost or charged, and what to do next. */
export function ErrorView(fault: Fault) {
  const t = useTranslations("errors");
  return (
    <Frame
      {...fault}
      links={
        <>
          <LinkButton href="/trips" variant="secondary">
            {t("myTrips")}
          </LinkButton>
          <LinkButton href="/" variant="quiet">
            {t("home")}
          </LinkButton>
        </>
      }
    >
      <p>{t("unexpectedBody")}</p>
      <p className="text-ink-muted">{t("unexpectedPaid")}</p>
    </Frame>
  );
}

/** The error page for the airline's staff: bookings still work, and where to check what was saved. */
export function AdminErrorView(fault: Fault) {
  const t = useTranslations("errors");
  return (
    <Frame
      {...fault}
      links={
        <LinkButton href="/admin" variant="secondary">
          {t("dashboard")}
        </LinkButton>
      }
    >
      <p>{t("unexpectedAdminBody")}</p>
      <p className="text-ink-muted">{t("unexpectedSaving")}</p>
    </Frame>
  );
}

/** The digest of the error, with which it is found in the log. */
function Frame({ error, retry, links, children }: Fault & { links: ReactNode; children: ReactNode }) {
  const t = useTranslations("errors");
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  // The page was opened before a release. What was typed on the way to a booking is kept for the reload.
  useEffect(() => {
    if (isOutdated(error)) reloadOnce();
  }, [error]);
  return (
    <div role="alert" className="page-width grid justify-items-start gap-4 py-16">
      <CloudLightning aria-hidden className="size-12 text-brand-text" />
      <h1 className="text-title font-bold">{t("unexpectedTitle")}</h1>
      {children}
      <div className="flex flex-wrap gap-3">
        <Button onClick={retry}>{t("retry")}</Button>
        {links}
      </div>
      {digest && <p className="text-xs text-ink-muted">{t("reference", { id: digest })}</p>}
    </div>
  );
}

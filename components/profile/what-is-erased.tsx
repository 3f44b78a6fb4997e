import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";

const gone = ["account", "profile", "messages", "trips"] as const;

/** What goes when an account is deleted, what the law keeps, and what becomes of the miles. */
export function WhatIsErased() {
  const t = useTranslations("profile.erasure");
  return (
    <>
      <Card as="section" title={t("goneTitle")}>
        <ul className="list-disc space-y-1 pl-5">
          {gone.map((each) => (
            <li key={each}>{t(`gone.${each}`)}</li>
          ))}
        </ul>
      </Card>
      <Card as="section" title={t("keptTitle")}>
        <p>{t("kept")}</p>
      </Card>
      <Card as="section" title={t("milesTitle")}>
        <p>{t("miles")}</p>
      </Card>
      <div className="flex flex-wrap items-center gap-3">
        <p className="text-ink-muted">{t("take")}</p>
        <LinkButton href="/account/data" variant="secondary" size="sm">
          {t("takeLink")}
        </LinkButton>
      </div>
    </>
  );
}

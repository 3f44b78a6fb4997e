"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { useOutdated } from "@/components/ui/outdated";

/** Says that the site has a newer version than this page, and offers to load it. What is typed stays until then. */
export function OutdatedNotice() {
  const t = useTranslations("errors");
  if (!useOutdated()) return null;
  return (
    <div
      role="alert"
      className="fixed inset-x-0 bottom-0 z-50 flex flex-wrap items-center justify-center gap-3 border-t border-line bg-surface p-4 shadow-lg"
    >
      <p>{t("outdated")}</p>
      <Button onClick={() => location.reload()}>{t("reload")}</Button>
    </div>
  );
}

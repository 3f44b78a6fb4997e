"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button-style";
import { PageLink } from "@/components/ui/page-link";
import { usePathname } from "@/i18n/navigation";

/** The link to the sign-in page, which leads back here: `next` is this page's path without the language. */
export function SignInLink() {
  const t = useTranslations("layout");
  const path = usePathname();
  const query = useSearchParams().toString();
  const here = query ? `${path}?${query}` : path;
  const comesBack = path !== "/" && path !== "/sign-in" && path !== "/sign-up";
  return (
    <PageLink
      href={comesBack ? `/sign-in?next=${encodeURIComponent(here)}` : "/sign-in"}
      className={buttonClass({ variant: "secondary", size: "sm" })}
    >
      {t("signIn")}
    </PageLink>
  );
}

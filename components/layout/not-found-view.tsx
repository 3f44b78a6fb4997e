import { Compass } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";

export function NotFoundView() {
  const t = useTranslations("errors");
  return (
    <div className="page-width grid justify-items-start gap-4 py-16">
      <Compass aria-hidden className="size-12 text-brand-text" />
      <h1 className="text-title font-bold">{t("notFoundTitle")}</h1>
      <p>{t("notFoundBody")}</p>
      <div className="flex flex-wrap gap-3">
        <LinkButton href="/">{t("searchFlights")}</LinkButton>
        <LinkButton href="/trips" variant="secondary">
          {t("myTrips")}
        </LinkButton>
      </div>
    </div>
  );
}

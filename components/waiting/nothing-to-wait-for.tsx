import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";

/** The sale event has ended, or the address names none: the way on is open. */
export function NothingToWaitFor({ isKnown, next }: { isKnown: boolean; next: string }) {
  const t = useTranslations("waiting");
  return (
    <>
      <PageHeader title={t(isKnown ? "endedTitle" : "unknownTitle")} />
      <Card>
        <p className="pb-4">{t(isKnown ? "endedText" : "unknownText")}</p>
        <LinkButton href={next}>{t("toFlights")}</LinkButton>
      </Card>
    </>
  );
}

import { Bell } from "lucide-react";
import { useTranslations } from "next-intl";
import { PageLink } from "./shared-parts";

/** A plain link to the messages, shown where there is no live bell. */
export function MessageLink() {
  const t = useTranslations("layout");
  return (
    <PageLink
      href="/messages"
      aria-label={t("messages")}
      className="grid size-11 place-items-center rounded-full hover:bg-brand-soft"
    >
      <Bell aria-hidden className="size-6" />
    </PageLink>
  );
}

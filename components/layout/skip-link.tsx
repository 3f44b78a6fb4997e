import { useTranslations } from "next-intl";

/** The first link that the Tab key reaches on every page: it leads to the content. */
export function SkipLink() {
  const t = useTranslations("layout");
  return (
    <a
      href="#content"
      className="fixed top-2 left-2 z-50 -translate-y-20 rounded-control bg-brand px-4 py-3 font-semibold text-on-brand focus:translate-y-0"
    >
      {t("skip")}
    </a>
  );
}

import { useTranslations } from "next-intl";
import { LinkPending } from "@/components/ui/link-pending";
import { ScrollRow } from "@/components/ui/scroll-row";
import { Link } from "@/i18n/navigation";
import { dayParts, type ResultsView, resultsHref, sortKeys } from "./search-url";
import type { SearchValues } from "./types";

/** Order and part of the day as links: they work before JavaScript and with the back button. */
export function ViewLinks({ search, view }: { search: SearchValues; view: ResultsView }) {
  const t = useTranslations("search");
  return (
    <div className="mb-4 flex flex-wrap justify-between gap-x-6 gap-y-2">
      <Choices
        label={t("sortBy")}
        items={sortKeys.map((sort) => ({
          key: sort,
          text: t(`sort.${sort}`),
          href: resultsHref(search, { ...view, sort }),
          current: (view.sort ?? "departure") === sort,
        }))}
      />
      <Choices
        label={t("timeOfDay")}
        items={[undefined, ...dayParts].map((time) => ({
          key: time ?? "all",
          text: t(`time.${time ?? "all"}`),
          href: resultsHref(search, { ...view, time }),
          current: view.time === time,
        }))}
      />
    </div>
  );
}

type Item = { key: string; text: string; href: string; current: boolean };

function Choices({ label, items }: { label: string; items: readonly Item[] }) {
  return (
    <nav aria-label={label} className="-mx-1 max-w-[calc(100%+0.5rem)]">
      <ScrollRow
        current={items.find((item) => item.current)?.key ?? ""}
        className="relative flex gap-1 overflow-x-auto p-1"
      >
        {items.map((item) => (
          <li key={item.key}>
            <Link
              href={item.href}
              prefetch={false}
              scroll={false}
              aria-current={item.current || undefined}
              className="inline-flex min-h-9 items-center rounded-full border border-line-strong bg-surface px-3 text-sm whitespace-nowrap hover:bg-brand-soft aria-[current=true]:border-brand aria-[current=true]:bg-brand-soft aria-[current=true]:font-bold aria-[current=true]:text-brand-text"
            >
              {item.text}
              <LinkPending className="ml-1" />
            </Link>
          </li>
        ))}
      </ScrollRow>
    </nav>
  );
}

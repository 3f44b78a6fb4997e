import { Route } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { resultsHref } from "./search-url";
import type { SearchValues } from "./types";

/** A route that is not flown on any day: the same journey by another airport of the city, where there is one. */
export function NotFlown({
  search,
  routes,
  nameOf,
}: {
  search: SearchValues;
  routes: readonly { from: string; to: string }[];
  /** A place in words, with its code. */
  nameOf: (code: string) => string;
}) {
  const t = useTranslations("search");
  return (
    <EmptyState
      icon={Route}
      title={t("notFlownTitle")}
      action={
        <ul className="flex flex-wrap justify-center gap-2">
          {routes.map(({ from, to }) => (
            <li key={from + to}>
              <LinkButton href={resultsHref({ ...search, from, to })} variant="secondary">
                {nameOf(from)} → {nameOf(to)}
              </LinkButton>
            </li>
          ))}
        </ul>
      }
    >
      {t(routes.length > 0 ? "notFlownInstead" : "notFlownText")}
    </EmptyState>
  );
}

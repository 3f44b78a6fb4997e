import { Route } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { resultsHref } from "./search-url";
import type { SearchValues } from "./types";

/** Shown when a route has no flights on any day: links to the same trip by other airports of the city. */
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
      live
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

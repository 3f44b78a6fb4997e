import { ArrowRight } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SkipLink } from "@/components/layout/skip-link";
import { Card } from "@/components/ui/card";
import { LinkPending } from "@/components/ui/link-pending";
import { formatLocalDate } from "@/i18n/format";
import { Link } from "@/i18n/navigation";
import type { Direction, SearchValues } from "./types";

/** The route, date and party of the search, and a link that opens the form to change them. */
export function ResultsHeading({
  nameOf,
  search,
  direction,
  step,
  editHref,
  hasFlights,
  form,
}: {
  /** A place in words, with its code. */
  nameOf: (code: string) => string;
  search: SearchValues;
  direction: Direction;
  /** Of a return trip: 1 for the flight out, 2 for the flight back. */
  step: 1 | 2 | null;
  /** The list `#flights` is on the page. */
  hasFlights: boolean;
  /** The address of these results with the form open, or closed when it is open. */
  editHref: string;
  /** The form; null while it is closed. A page of results carries it only when it is asked for. */
  form: ReactNode | null;
}) {
  const t = useTranslations("search");
  const locale = useLocale();
  const { adults, children, infants } = search;
  return (
    <div className="pb-5">
      <h1 className="text-title font-bold">
        {step && (
          <span className="block text-base text-brand-text">
            {t(step === 1 ? "chooseOut" : "chooseBack")}
          </span>
        )}
        <span className="flex flex-wrap items-center gap-x-2">
          {nameOf(direction.from)}
          <ArrowRight aria-hidden className="size-5 shrink-0 text-ink-muted" />
          <span className="sr-only">{t("toward")}</span>
          {nameOf(direction.to)}
        </span>
      </h1>
      {hasFlights && <SkipLink href="#flights">{t("skipToFlights")}</SkipLink>}
      <p className="mt-1 text-ink-muted">
        {formatLocalDate(direction.date, "date", locale)} · {t("party", { adults, children, infants })}
      </p>
      <EditLink href={editHref} isOpen={form !== null} />
      {form && <Card className="mt-3">{form}</Card>}
    </div>
  );
}

function EditLink({ href, isOpen }: { href: string; isOpen: boolean }) {
  const t = useTranslations("search");
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      aria-expanded={isOpen}
      className="relative mt-3 inline-flex min-h-9 items-center gap-2 rounded-control border border-line-strong bg-surface px-3 text-sm font-semibold hover:bg-brand-soft"
    >
      {t("changeSearch")}
      <LinkPending />
    </Link>
  );
}

import { clsx } from "clsx";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { PageLink } from "./page-link";

/** A table that scrolls sideways where it does not fit. `children`: the `<tr>` of the body. */
export function Table({
  caption,
  head,
  children,
  showCaption = false,
}: {
  caption: string;
  /** The `Th` of the header row. */
  head: ReactNode;
  children: ReactNode;
  showCaption?: boolean;
}) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it.
      tabIndex={0}
      aria-label={caption}
      // Positioned, so that text for screen readers in its last columns does not widen the page.
      className="scroll-cue relative overflow-x-auto rounded-card border border-line"
    >
      <table className="data-table w-full border-collapse text-sm [&_tbody_tr]:border-t [&_tbody_tr]:border-line [&_tbody_tr:hover]:bg-sunken">
        <caption className={showCaption ? "p-3 text-left font-bold" : "sr-only"}>{caption}</caption>
        <thead className="bg-ink/4 text-ink-muted">
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

type Direction = "ascending" | "descending";

/** A column header. With `sort` it is a link that sorts by the column. */
export function Th({
  numeric = false,
  sort,
  className,
  children,
}: {
  numeric?: boolean;
  /** The address that sorts by this column, and its present order (null: sorted by another column). */
  sort?: { href: string; direction: Direction | null };
  className?: string;
  children: ReactNode;
}) {
  const t = useTranslations("common");
  const Icon = sort?.direction === "ascending" ? ArrowUp : sort?.direction ? ArrowDown : ChevronsUpDown;
  return (
    <th
      scope="col"
      aria-sort={sort?.direction ?? undefined}
      className={clsx(
        "px-3 py-2 font-semibold whitespace-nowrap",
        numeric ? "text-right" : "text-left",
        className,
      )}
    >
      {sort ? (
        <PageLink
          href={sort.href}
          className="inline-flex min-h-6 items-center gap-1 hover:text-ink hover:underline"
        >
          {children}
          <Icon aria-hidden className="size-3.5" />
          {sort.direction && (
            <span className="sr-only">
              {t(sort.direction === "ascending" ? "sortedAscending" : "sortedDescending")}
            </span>
          )}
        </PageLink>
      ) : (
        children
      )}
    </th>
  );
}

/** A cell. `numeric` aligns it right. */
export function Td({ numeric = false, className, ...rest }: ComponentProps<"td"> & { numeric?: boolean }) {
  return <td {...rest} className={clsx(numeric && "text-right", className) || undefined} />;
}

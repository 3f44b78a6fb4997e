import { clsx } from "clsx";
import type { ReactNode } from "react";

/** Terms and values. `look="sums"` aligns the values right, as in a bill; `strong` marks the total. */
export function DescriptionList({
  items,
  look = "facts",
}: {
  items: readonly { term: ReactNode; value: ReactNode; strong?: boolean }[];
  look?: "facts" | "sums";
}) {
  const sums = look === "sums";
  return (
    <dl className={clsx(sums ? "grid gap-2" : "grid gap-4 sm:grid-cols-2")}>
      {items.map((item, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list that is rendered as a whole.
          key={index}
          className={clsx(
            sums && "flex items-baseline justify-between gap-4",
            sums && item.strong && "border-t border-line pt-2 text-lg font-bold",
          )}
        >
          <dt className={clsx(!item.strong && "text-ink-muted", !sums && "text-sm")}>{item.term}</dt>
          <dd className={clsx(sums ? "text-right" : "font-semibold")}>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

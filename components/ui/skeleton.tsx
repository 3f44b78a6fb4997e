import { clsx } from "clsx";
import { useTranslations } from "next-intl";

/** A grey shape where content will be. Size it by `className`. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div
      aria-hidden
      className={clsx("animate-pulse rounded-control border border-line bg-sunken", className)}
    />
  );
}

/** The loading state of a whole page: a heading and a few rows. Use it in a segment's loading.tsx. */
export function PageSkeleton({ rows = 4 }: { rows?: number }) {
  const t = useTranslations("common");
  return (
    <div className="page-width grid gap-4 py-8">
      <p role="status" className="sr-only">
        {t("loading")}
      </p>
      <Skeleton className="h-9 w-56 max-w-full" />
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical shapes that never move.
        <Skeleton key={row} className="h-24" />
      ))}
    </div>
  );
}

import { clsx } from "clsx";

/** A grey shape where content will be. Size it by `className`. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div
      aria-hidden
      className={clsx("animate-pulse rounded-control border border-line bg-sunken", className)}
    />
  );
}

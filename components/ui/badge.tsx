import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { Tone } from "./tone";
import { toneClass } from "./tone";

/** A short state in words. Its colour is never the only sign of the state. */
export function Badge({
  tone = "neutral",
  className,
  children,
}: {
  tone?: Tone;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={clsx(
        "inline-flex w-fit items-center gap-1 self-center rounded-full border border-transparent px-2.5 py-0.5 text-sm font-semibold whitespace-nowrap",
        toneClass[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

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
    // Its shape is in app/globals.css: a list has one in each row.
    <span className={clsx("badge", toneClass[tone], className)}>{children}</span>
  );
}

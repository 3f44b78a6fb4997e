"use client";

import { type ComponentProps, useEffect, useRef } from "react";

/** A row of links that scrolls sideways where it does not fit. It starts at the current link. */
export function ScrollRow({
  as: Row = "ul",
  current,
  ...rest
}: Omit<ComponentProps<"div">, "ref"> & {
  as?: "ul" | "div";
  /** Identifies the current link: when it changes, the row scrolls to the link with `aria-current`. */
  current: string;
}) {
  const row = useRef<HTMLUListElement & HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name is the trigger, its value is not needed.
  useEffect(() => {
    const shown = row.current;
    const link = shown?.querySelector<HTMLElement>("[aria-current]");
    if (!shown || !link) return;
    const { left, width } = link.getBoundingClientRect();
    const from = shown.getBoundingClientRect().left;
    shown.scrollLeft += left - from - (shown.clientWidth - width) / 2;
  }, [current]);
  return <Row ref={row} {...(rest as object)} />;
}

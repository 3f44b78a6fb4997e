"use client";

import { useEffect } from "react";
import { useLater } from "@/components/ui/use-later";
import type { FillProps } from "./fill-types";

const loadFill = async () => (await import("./fill-passengers")).FillPassengers;

/** Offers the kept people to fill in passengers. Only members who keep somebody load it, after the page itself. */
export function LaterFill(props: FillProps) {
  const { part: Fill, want } = useLater(loadFill);
  const isOffered = props.people.length > 0;
  useEffect(() => {
    if (isOffered) void want();
  }, [isOffered, want]);
  return Fill && <Fill {...props} />;
}

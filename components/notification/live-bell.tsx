"use client";

import type { DehydratedState } from "@tanstack/react-query";
import { lazy } from "react";

/** A script of its own: the layout is loaded by visitors too, who have no bell. */
const Bell = lazy(() => import("./bell"));

/** The bell, from what the server knows. It needs a Suspense around it. */
export function LiveBell({ state }: { state: DehydratedState }) {
  return <Bell state={state} />;
}

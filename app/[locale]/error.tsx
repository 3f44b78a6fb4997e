"use client";

import type { ComponentProps } from "react";
import { ErrorView } from "@/components/layout/error-view";

/** The frame of the site failed: nothing around the error has a main part. */
export default function LocaleError(fault: ComponentProps<typeof ErrorView>) {
  return (
    <main id="content">
      <ErrorView {...fault} />
    </main>
  );
}

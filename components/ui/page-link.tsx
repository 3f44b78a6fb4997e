"use client";

import type { ComponentProps } from "react";
import { Link } from "@/i18n/navigation";
import { PagePending } from "./link-pending";

/**
 * A link to another page. It shows that the page is loading. Nothing is fetched before the press: every page is drawn for
 * its request, so that Next would ask the server twice for each link in sight and get neither data nor scripts
 * (docs/decisions/0067-fonts-and-loading.md).
 */
export function PageLink({ children, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link prefetch={false} {...rest}>
      {children}
      <PagePending />
    </Link>
  );
}

import type { ComponentProps } from "react";
import { Link } from "@/i18n/navigation";
import { PagePending } from "./link-pending";

/** A link to another page. It shows that the page is loading. */
export function PageLink({ children, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link {...rest}>
      {children}
      <PagePending />
    </Link>
  );
}

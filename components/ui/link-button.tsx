"use client";

import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-style";
import { PageLink } from "./page-link";

/** A link that looks like a button. It only leads to a page. */
export function LinkButton({
  variant,
  size,
  className,
  ...rest
}: ComponentProps<typeof PageLink> & { variant?: ButtonVariant; size?: ButtonSize }) {
  return <PageLink {...rest} className={buttonClass({ variant, size, className })} />;
}

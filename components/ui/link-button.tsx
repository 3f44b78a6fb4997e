import type { ComponentProps } from "react";
import { Link } from "@/i18n/navigation";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-style";

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function LinkButton({
  variant,
  size,
  className,
  ...rest
}: ComponentProps<typeof Link> & { variant?: ButtonVariant; size?: ButtonSize }) {
  return <Link {...rest} className={buttonClass({ variant, size, className })} />;
}

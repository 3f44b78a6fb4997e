"use client";

import { LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-style";

export type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Work is under way: keeps its place and focus, ignores further presses, is announced. */
  pending?: boolean;
};

/** A native button. `type` is "button" unless told; inside a form use SubmitButton. */
export function Button({
  variant,
  size,
  pending = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const t = useTranslations("common");
  return (
    <button
      type="button"
      {...rest}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      className={buttonClass({ variant, size, className })}
    >
      {pending && <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin-slow" />}
      {children}
      {pending && (
        <span role="status" className="sr-only">
          {t("working")}
        </span>
      )}
    </button>
  );
}

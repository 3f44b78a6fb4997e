"use client";

import { LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-style";

export type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** The action is running: the button keeps its size and focus, ignores presses, and is announced as busy. */
  pending?: boolean;
};

/** A native button. `type` is "button" by default; inside a form use SubmitButton. */
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

"use client";

import { clsx } from "clsx";
import { LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";

/** Submits the form around it with its own value. While the form is being sent, only the pressed button shows it. */
export function ChoiceButton({
  value,
  className,
  children,
}: {
  value: string;
  className: string;
  children: ReactNode;
}) {
  const { pending, data } = useFormStatus();
  const own = pending && data.get("choice") === value;
  return (
    <button
      type="submit"
      name="choice"
      value={value}
      aria-disabled={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : undefined}
      className={clsx(className, "aria-disabled:cursor-progress", pending && !own && "opacity-60")}
    >
      {children}
      {own && <Working />}
    </button>
  );
}

function Working() {
  const t = useTranslations("common");
  return (
    <span role="status" className="absolute top-3 right-3">
      <LoaderCircle aria-hidden className="size-5 animate-spin-slow text-brand-text" />
      <span className="sr-only">{t("working")}</span>
    </span>
  );
}

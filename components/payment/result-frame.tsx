import { clsx } from "clsx";
import { CircleCheck, LoaderCircle, type LucideIcon, RotateCcw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

export type ResultLook = "confirmed" | "waiting" | "declined" | "refunded";

const looks: Record<ResultLook, { icon: LucideIcon; className: string }> = {
  confirmed: { icon: CircleCheck, className: "text-positive-text" },
  waiting: { icon: LoaderCircle, className: "animate-spin-slow text-brand-text" },
  declined: { icon: TriangleAlert, className: "text-warning-text" },
  refunded: { icon: RotateCcw, className: "text-brand-text" },
};

/** The outcome of a payment: a heading, an explanation, and the next actions. */
export function ResultFrame({
  look,
  title,
  text,
  actions,
  children,
}: {
  look: ResultLook;
  title: ReactNode;
  text: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  const { icon: Icon, className } = looks[look];
  return (
    <div className="page-width max-w-3xl py-12">
      <div role="status" className="grid justify-items-center gap-3 text-center">
        <Icon aria-hidden className={clsx("size-14", className)} />
        <h1 className="text-title font-bold">{title}</h1>
        <div className="max-w-prose text-pretty text-ink-muted">{text}</div>
      </div>
      {children}
      {actions && <div className="mt-8 flex flex-wrap justify-center gap-3">{actions}</div>}
    </div>
  );
}

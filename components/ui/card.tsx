import { clsx } from "clsx";
import type { ComponentProps, ElementType, ReactNode } from "react";

/** A raised surface with an optional heading. Use `as="section"` where it is a region of its own. */
export function Card({
  as: Tag = "div",
  title,
  action,
  className,
  children,
  ...rest
}: Omit<ComponentProps<"div">, "title"> & { as?: ElementType; title?: ReactNode; action?: ReactNode }) {
  return (
    <Tag
      {...rest}
      className={clsx("rounded-card border border-line bg-surface p-4 shadow-card sm:p-6", className)}
    >
      {title && (
        <div className="mb-4 flex flex-wrap items-center justify-between gap-2">
          <h2 className="text-lg font-bold">{title}</h2>
          {action}
        </div>
      )}
      {children}
    </Tag>
  );
}

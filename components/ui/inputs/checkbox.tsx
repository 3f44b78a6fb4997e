import { clsx } from "clsx";
import { type ComponentProps, type ReactNode, useId } from "react";
import { FieldError } from "./field";

/** A native checkbox whose whole row is the target. */
export function Checkbox({
  label,
  description,
  error,
  className,
  ...input
}: Omit<ComponentProps<"input">, "type" | "id"> & {
  label: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
}) {
  const id = useId();
  return (
    <div className={className}>
      <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2">
        <input
          {...input}
          type="checkbox"
          aria-invalid={error ? true : undefined}
          aria-describedby={clsx(error && `${id}-error`, description && `${id}-description`) || undefined}
          className="mt-0.5 size-5 shrink-0 accent-brand"
        />
        <span>
          {label}
          {description && (
            <span id={`${id}-description`} className="block text-sm text-ink-muted">
              {description}
            </span>
          )}
        </span>
      </label>
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </div>
  );
}

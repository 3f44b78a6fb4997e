import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { controlClass, FieldFrame, type FieldProps, useFieldIds } from "./field";

/** Several lines of text with label, description and error. A native textarea: it works before JavaScript. */
export function TextArea({
  label,
  description,
  error,
  hideLabel,
  className,
  rows = 3,
  ...area
}: FieldProps & Omit<ComponentProps<"textarea">, "id" | "className">) {
  const ids = useFieldIds({ description, error });
  return (
    <FieldFrame
      ids={ids}
      field={{ label, description, error, hideLabel, className, required: area.required }}
    >
      <textarea
        {...area}
        rows={rows}
        id={ids.id}
        aria-invalid={error ? true : undefined}
        aria-describedby={ids.describedBy}
        className={clsx(controlClass, "py-2.5")}
      />
    </FieldFrame>
  );
}

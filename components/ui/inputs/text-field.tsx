import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { controlClass, FieldFrame, type FieldProps, useFieldIds } from "./field";

/** One line of text with label, description and error. A native input: it works before JavaScript. */
export function TextField({
  label,
  description,
  error,
  hideLabel,
  className,
  inputClassName,
  ...input
}: FieldProps & Omit<ComponentProps<"input">, "id" | "className"> & { inputClassName?: string }) {
  const ids = useFieldIds({ description, error });
  return (
    <FieldFrame
      ids={ids}
      field={{ label, description, error, hideLabel, className, required: input.required }}
    >
      <input
        {...input}
        id={ids.id}
        aria-invalid={error ? true : undefined}
        aria-describedby={ids.describedBy}
        className={clsx(controlClass, inputClassName)}
      />
    </FieldFrame>
  );
}

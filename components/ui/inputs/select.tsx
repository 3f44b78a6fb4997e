import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { controlClass, FieldFrame, type FieldProps, useFieldIds } from "./field";

export type SelectOption = { value: string; label: string };

/** A native select. Give `placeholder` for a first, empty choice. */
export function Select({
  label,
  description,
  error,
  hideLabel,
  className,
  options,
  placeholder,
  ...select
}: FieldProps &
  Omit<ComponentProps<"select">, "id" | "className" | "children"> & {
    options: readonly SelectOption[];
    placeholder?: string;
  }) {
  const ids = useFieldIds({ description, error });
  return (
    <FieldFrame
      ids={ids}
      field={{ label, description, error, hideLabel, className, required: select.required }}
    >
      <div className="relative">
        <select
          {...select}
          id={ids.id}
          aria-invalid={error ? true : undefined}
          aria-describedby={ids.describedBy}
          className={clsx(controlClass, "appearance-none pr-10 forced-colors:appearance-auto")}
        >
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-3 size-5 -translate-y-1/2 text-ink-muted forced-colors:hidden"
        />
      </div>
    </FieldFrame>
  );
}

import { clsx } from "clsx";
import { type ComponentProps, type ReactNode, useId } from "react";
import { FieldError } from "./field";

export type RadioOption = { value: string; label: ReactNode; description?: ReactNode; disabled?: boolean };

const looks = {
  list: "flex min-h-11 items-start gap-3 py-2",
  pill: "flex min-h-11 items-center gap-2 rounded-full border border-line-strong bg-surface px-4 font-medium has-checked:border-brand has-checked:bg-brand-soft has-checked:text-brand-text",
  card: "flex items-start gap-3 rounded-card border border-line-strong bg-surface p-4 has-checked:border-brand has-checked:bg-brand-soft has-checked:outline has-checked:outline-brand",
} as const;

/** Native radio buttons in a fieldset: `list` under each other, `pill` in a row, `card` with room for detail. */
export function RadioGroup({
  legend,
  hideLegend = false,
  options,
  look = "list",
  error,
  className,
  name,
  ...input
}: Omit<ComponentProps<"input">, "type" | "id" | "name"> & {
  legend: ReactNode;
  hideLegend?: boolean;
  name: string;
  options: readonly RadioOption[];
  look?: keyof typeof looks;
  error?: ReactNode;
}) {
  const { value, defaultValue, ...shared } = input;
  const errorId = `${useId()}-error`;
  return (
    <fieldset className={className} aria-describedby={error ? errorId : undefined}>
      <legend className={hideLegend ? "sr-only" : "mb-1.5 text-sm font-semibold"}>{legend}</legend>
      <div className={clsx(look === "pill" ? "flex flex-wrap gap-2" : "grid gap-2")}>
        {options.map((option) => (
          <Option
            key={option.value}
            option={option}
            look={look}
            {...shared}
            name={name}
            {...(value !== undefined
              ? { checked: value === option.value }
              : { defaultChecked: defaultValue === option.value })}
          />
        ))}
      </div>
      <FieldError id={errorId}>{error}</FieldError>
    </fieldset>
  );
}

function Option({
  option,
  look,
  ...input
}: ComponentProps<"input"> & { option: RadioOption; look: keyof typeof looks }) {
  return (
    <label
      className={clsx(
        "cursor-pointer has-focus-visible:outline-focus",
        looks[look],
        option.disabled && "opacity-55",
      )}
    >
      <input
        {...input}
        type="radio"
        value={option.value}
        disabled={option.disabled ?? input.disabled}
        className={clsx("size-5 shrink-0 accent-brand", look !== "pill" && "mt-0.5")}
      />
      <span>
        {option.label}
        {option.description && <span className="block text-sm text-ink-muted">{option.description}</span>}
      </span>
    </label>
  );
}

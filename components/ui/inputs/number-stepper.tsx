"use client";

import { type LucideIcon, Minus, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";

type Props = {
  label: string;
  description?: ReactNode;
  name: string;
  min?: number;
  max: number;
  /** The highest number that fits the other fields now. The native field knows no other field and keeps `max`. */
  limit?: number;
  defaultValue?: number;
  value?: number;
  onChange?: (value: number) => void;
};

/** A whole number between two limits. A native number field with two buttons; it submits before JavaScript. */
export function NumberStepper(props: Props) {
  const { label, description, name, min = 0, max, limit = max, defaultValue = min, value, onChange } = props;
  const t = useTranslations("common");
  const id = useId();
  const [own, setOwn] = useState(defaultValue);
  const current = value ?? own;
  const change = (next: number) => {
    const kept = Math.min(limit, Math.max(min, Number.isFinite(next) ? Math.trunc(next) : min));
    setOwn(kept);
    onChange?.(kept);
  };
  return (
    <div className="flex items-center justify-between gap-3">
      <label htmlFor={id}>
        <span className="block font-semibold">{label}</span>
        {description && <span className="block text-sm text-ink-muted">{description}</span>}
      </label>
      <div className="flex items-center gap-1">
        <StepButton
          label={t("decrease", { what: label })}
          icon={Minus}
          disabled={current <= min}
          onClick={() => change(current - 1)}
        />
        <input
          id={id}
          name={name}
          type="number"
          inputMode="numeric"
          min={min}
          max={max}
          value={current}
          onChange={(event) => change(event.target.valueAsNumber)}
          className="h-11 w-11 rounded-control bg-transparent text-center text-lg font-bold [appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none"
        />
        <StepButton
          label={t("increase", { what: label })}
          icon={Plus}
          disabled={current >= limit}
          onClick={() => change(current + 1)}
        />
      </div>
    </div>
  );
}

/** Out of the Tab order: the arrow keys of the number field do the same. */
function StepButton({
  label,
  icon: Icon,
  ...button
}: {
  label: string;
  icon: LucideIcon;
  disabled: boolean;
  onClick: () => void;
}) {
  return (
    <button
      {...button}
      type="button"
      tabIndex={-1}
      aria-label={label}
      className="grid size-11 place-items-center rounded-full border border-line-strong bg-surface text-ink hover:bg-brand-soft disabled:opacity-40"
    >
      <Icon aria-hidden className="size-5" />
    </button>
  );
}

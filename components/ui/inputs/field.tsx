import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";

export type FieldProps = {
  label: ReactNode;
  description?: ReactNode;
  /** The translated error of this field. It is connected with the control and announced when it appears. */
  error?: ReactNode;
  required?: boolean;
  /** Keeps the label for assistive technology only. */
  hideLabel?: boolean;
  className?: string;
};

export const controlClass = clsx(
  "min-h-12 w-full rounded-control border border-line-strong bg-surface px-3 text-base text-ink",
  "placeholder:text-ink-muted disabled:cursor-not-allowed disabled:opacity-60",
  "aria-invalid:border-danger aria-invalid:border-2",
);

/** Ids that connect label, description and error with one control. */
export function useFieldIds({ description, error }: Pick<FieldProps, "description" | "error">) {
  const id = useId();
  const labelId = `${id}-label`;
  const descriptionId = `${id}-description`;
  const errorId = `${id}-error`;
  const describedBy = clsx(error && errorId, description && descriptionId) || undefined;
  return { id, labelId, descriptionId, errorId, describedBy };
}

/** Label, control, description and error in their fixed order. */
export function FieldFrame({
  ids,
  field,
  children,
}: {
  ids: ReturnType<typeof useFieldIds>;
  field: FieldProps;
  children: ReactNode;
}) {
  const t = useTranslations("common");
  return (
    <div className={clsx("flex flex-col gap-1.5", field.className)}>
      <label
        id={ids.labelId}
        htmlFor={ids.id}
        className={clsx("text-sm font-semibold", field.hideLabel && "sr-only")}
      >
        {field.label}
        {field.required === false && (
          <span className="ml-1 font-normal text-ink-muted">({t("optional")})</span>
        )}
      </label>
      {children}
      {field.description && (
        <p id={ids.descriptionId} className="text-sm text-ink-muted">
          {field.description}
        </p>
      )}
      <FieldError id={ids.errorId}>{field.error}</FieldError>
    </div>
  );
}

/** Always in the page, so that screen readers announce the error when it appears. */
export function FieldError({ id, children }: { id: string; children?: ReactNode }) {
  return (
    <p id={id} aria-live="polite" className="text-sm font-medium text-danger-text empty:hidden">
      {children}
    </p>
  );
}

"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { useEnhancedValue } from "@/components/ui/use-enhanced";
import type { ComboBoxOption } from "./combo-box-match";
import { controlClass, FieldFrame, type FieldProps, useFieldIds } from "./field";
import { RichComboBox } from "./rich-combo-box";
import type { TypedProblem } from "./use-typed-choice";

export type ComboBoxProps = FieldProps & {
  name: string;
  options: readonly ComboBoxOption[];
  placeholder?: string;
  defaultValue?: string;
  /** Controlled: the chosen id, or "" for none. */
  value?: string;
  onChange?: (id: string) => void;
  /** The errors of a typed text that means several options or none. The text stays in the field. */
  unresolvedText?: { several: string; none: string };
};

/**
 * A searchable choice of one. The server sends a native select of the same name, so the form can be
 * submitted before JavaScript arrives; then it becomes a combo box that finds by every keyword.
 */
export function ComboBox(props: ComboBoxProps) {
  const { name, options, placeholder = "", unresolvedText, ...given } = props;
  const t = useTranslations("common");
  const { native, isEnhanced, chosen, choose, nativeProps } = useEnhancedValue<HTMLSelectElement>(props);
  const [problem, setProblem] = useState<TypedProblem | null>(null);
  const texts = unresolvedText ?? { several: t("severalOptions"), none: t("noSuchOption") };
  const field = { ...given, error: problem && !chosen ? texts[problem] : given.error };
  const ids = useFieldIds(field);
  return (
    <FieldFrame ids={ids} field={field}>
      {isEnhanced ? (
        <RichComboBox
          ids={ids}
          name={name}
          options={options}
          placeholder={placeholder}
          chosen={chosen}
          onChoose={choose}
          onProblem={setProblem}
          field={field}
        />
      ) : (
        <NativeChoice
          ref={native}
          id={ids.id}
          name={name}
          required={field.required}
          aria-describedby={ids.describedBy}
          aria-invalid={field.error ? true : undefined}
          {...nativeProps}
          onChange={(event) => choose(event.target.value)}
          options={options}
          placeholder={placeholder}
        />
      )}
    </FieldFrame>
  );
}

function NativeChoice({
  options,
  placeholder,
  ...select
}: ComponentProps<"select"> & Pick<ComboBoxProps, "options" | "placeholder">) {
  return (
    <select {...select} className={clsx(controlClass, "appearance-none font-semibold")}>
      <option value="">{placeholder}</option>
      {options.map((option) => (
        <option key={option.id} value={option.id}>
          {option.text}
        </option>
      ))}
    </select>
  );
}

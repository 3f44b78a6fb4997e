"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useEnhanced } from "@/components/ui/use-enhanced";
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
  /** What is said of a text that is no choice; it stays in the field until it is one. */
  unresolvedText?: { several: string; none: string };
};

/**
 * A searchable choice of one. The server sends a native select of the same name, so the form can be
 * submitted before JavaScript arrives; then it becomes a combo box that finds by every keyword.
 */
export function ComboBox({
  name,
  options,
  placeholder = "",
  defaultValue = "",
  value,
  onChange,
  unresolvedText,
  ...given
}: ComboBoxProps) {
  const t = useTranslations("common");
  const native = useRef<HTMLSelectElement>(null);
  const enhanced = useEnhanced(native);
  const [own, setOwn] = useState<string>();
  const [problem, setProblem] = useState<TypedProblem | null>(null);
  // In controlled use the native select reports its changes too, so only the uncontrolled case looks back.
  const chosen = value ?? own ?? enhanced?.nativeValue ?? defaultValue;
  const said = unresolvedText ?? { several: t("severalOptions"), none: t("noSuchOption") };
  const field = { ...given, error: problem && !chosen ? said[problem] : given.error };
  const ids = useFieldIds(field);
  const choose = (id: string) => {
    setOwn(id);
    onChange?.(id);
  };
  return (
    <FieldFrame ids={ids} field={field}>
      {enhanced ? (
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
        <select
          ref={native}
          id={ids.id}
          name={name}
          required={field.required}
          aria-describedby={ids.describedBy}
          aria-invalid={field.error ? true : undefined}
          {...(value === undefined ? { defaultValue } : { value })}
          onChange={(event) => choose(event.target.value)}
          className={clsx(controlClass, "appearance-none font-semibold")}
        >
          <option value="">{placeholder}</option>
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.text}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}

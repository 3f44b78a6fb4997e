"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { useEnhancedValue } from "@/components/ui/use-enhanced";
import type { ChoiceGroup, ComboBoxOption } from "./combo-box-match";
import { controlClass, FieldFrame, type FieldProps, useFieldIds } from "./field";
import { SheetChoice } from "./sheet-choice";
import { isSheetScreen } from "./sheet-screen";
import { TypedComboBox } from "./typed-combo-box";
import type { TypedProps } from "./typed-props";
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
  /** On a phone the choice fills the screen, and offers these first. Without it the list is at the field on phones too. */
  groups?: readonly ChoiceGroup[];
};

/**
 * A searchable choice of one. The server sends a native select of the same name, so the form can be
 * submitted before JavaScript arrives; then it becomes a combo box that finds by every keyword.
 */
export function ComboBox(props: ComboBoxProps) {
  const { name, options, placeholder = "", unresolvedText, groups, ...given } = props;
  const t = useTranslations("common");
  const { native, isEnhanced, chosen, choose, nativeProps } = useEnhancedValue<HTMLSelectElement>(props);
  const [problem, setProblem] = useState<TypedProblem | null>(null);
  const [hasNoList, setHasNoList] = useState(false);
  const texts = unresolvedText ?? { several: t("severalOptions"), none: t("noSuchOption") };
  const field = { ...given, error: problem && !chosen ? texts[problem] : given.error };
  const ids = useFieldIds(field);
  return (
    <FieldFrame ids={ids} field={field}>
      {isEnhanced && !hasNoList ? (
        <RichChoice
          ids={ids}
          name={name}
          options={options}
          placeholder={placeholder}
          chosen={chosen}
          onChoose={choose}
          onProblem={setProblem}
          onNoList={() => setHasNoList(true)}
          field={field}
          groups={groups}
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

function RichChoice({ groups, ...typed }: TypedProps & Pick<ComboBoxProps, "groups">) {
  return groups && isSheetScreen() ? (
    <SheetChoice {...typed} groups={groups} />
  ) : (
    <TypedComboBox {...typed} />
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

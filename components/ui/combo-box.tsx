"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import {
  ComboBox as AriaComboBox,
  Button,
  Group,
  I18nProvider,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
} from "react-aria-components";
import { type ComboBoxOption, matches } from "./combo-box-match";
import { controlClass, FieldFrame, type FieldProps, useFieldIds } from "./field";
import { useEnhanced } from "./use-enhanced";

export type ComboBoxProps = FieldProps & {
  name: string;
  options: readonly ComboBoxOption[];
  placeholder?: string;
  defaultValue?: string;
  /** Controlled: the chosen id, or "" for none. */
  value?: string;
  onChange?: (id: string) => void;
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
  ...field
}: ComboBoxProps) {
  const ids = useFieldIds(field);
  const native = useRef<HTMLSelectElement>(null);
  const enhanced = useEnhanced(native);
  const [own, setOwn] = useState<string>();
  // In controlled use the native select reports its changes too, so only the uncontrolled case looks back.
  const chosen = value ?? own ?? enhanced?.nativeValue ?? defaultValue;
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

type RichProps = Required<Pick<ComboBoxProps, "name" | "options" | "placeholder">> & {
  ids: ReturnType<typeof useFieldIds>;
  chosen: string;
  onChoose: (id: string) => void;
  field: FieldProps;
};

function RichComboBox({ ids, name, options, placeholder, chosen, onChoose, field }: RichProps) {
  const t = useTranslations("common");
  const byText = new Map(options.map((option) => [option.text, option]));
  // What the person typed since the last choice: leaving the field with one match left chooses it.
  const typed = useRef("");
  const choose = (id: string) => {
    typed.current = "";
    if (id !== chosen) onChoose(id);
  };
  const chooseOnlyMatch = () => {
    const found = typed.current ? options.filter((option) => matches(option, typed.current)) : [];
    if (found.length === 1 && found[0]) choose(found[0].id);
  };
  return (
    <I18nProvider locale={useLocale()}>
      <AriaComboBox
        id={ids.id}
        name={name}
        aria-labelledby={ids.labelId}
        aria-describedby={ids.describedBy}
        // A message from the server must not stop the next try from being submitted.
        validationBehavior="aria"
        isRequired={field.required}
        isInvalid={Boolean(field.error)}
        defaultItems={options}
        defaultFilter={(text, wanted) => {
          const option = byText.get(text);
          return option !== undefined && matches(option, wanted);
        }}
        value={chosen || null}
        onChange={(key) => {
          if (key !== null) choose(String(key));
        }}
        onBlur={chooseOnlyMatch}
        allowsEmptyCollection
        menuTrigger="focus"
      >
        <Group className="relative">
          <Input
            placeholder={placeholder}
            onFocus={(event) => event.currentTarget.select()}
            onInput={(event) => {
              typed.current = event.currentTarget.value;
              if (!typed.current) choose("");
            }}
            onKeyDown={(event) => {
              if (event.key === "Escape") typed.current = "";
            }}
            className={clsx(controlClass, "pr-11 font-semibold")}
          />
          <Button
            aria-label={t("showOptions")}
            className="absolute inset-y-0 right-0 grid w-11 place-items-center text-ink-muted"
          >
            <ChevronDown aria-hidden className="size-5" />
          </Button>
        </Group>
        <Popover className="w-(--trigger-width) min-w-64 overflow-auto rounded-card border border-line bg-surface p-1 shadow-pop">
          <ListBox
            className="outline-none"
            renderEmptyState={() => <p className="p-3 text-sm text-ink-muted">{t("noOptions")}</p>}
          >
            {(option: ComboBoxOption) => (
              <ListBoxItem
                id={option.id}
                textValue={option.text}
                className="cursor-pointer rounded-control border border-transparent px-3 py-2 data-focused:border-line data-focused:bg-brand-soft data-selected:font-bold data-selected:text-brand-text"
              >
                {option.text}
                {option.detail && (
                  <span className="block text-sm font-normal text-ink-muted">{option.detail}</span>
                )}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </AriaComboBox>
    </I18nProvider>
  );
}

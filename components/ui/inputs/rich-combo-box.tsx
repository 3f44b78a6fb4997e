"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useLayoutEffect, useRef, useState } from "react";
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
import { controlClass } from "./field";
import type { Cursor, TypedProps } from "./typed-props";
import type { useTypedChoice } from "./use-typed-choice";

type Choice = ReturnType<typeof useTypedChoice>;

/** The combo box with its list. A file of its own, so that pages load it when the field is used. */
export function RichComboBox({
  choice,
  cursor,
  ...props
}: Omit<TypedProps, "onNoList"> & { choice: Choice; cursor: Cursor | null }) {
  const { ids, options, placeholder, chosen, field } = props;
  const byText = new Map(options.map((option) => [option.text, option]));
  const { group, text, menuTrigger } = useResume(cursor, choice);
  return (
    <I18nProvider locale={useLocale()}>
      <AriaComboBox
        id={ids.id}
        aria-labelledby={ids.labelId}
        aria-describedby={ids.describedBy}
        // A message from the server must not stop the next try from being submitted.
        validationBehavior="aria"
        isRequired={field.required}
        isInvalid={Boolean(field.error)}
        defaultItems={options}
        defaultFilter={(own, wanted) => {
          const option = byText.get(own);
          return option !== undefined && matches(option, wanted);
        }}
        // Without it the text falls back to the earlier choice.
        allowsCustomValue
        inputValue={text}
        onInputChange={choice.type}
        value={chosen || null}
        onChange={(key) => {
          if (key !== null) choice.take(String(key));
        }}
        onBlur={choice.settle}
        allowsEmptyCollection
        menuTrigger={menuTrigger}
      >
        <TextWithButton groupRef={group} choice={choice} placeholder={placeholder} />
        <Options />
      </AriaComboBox>
    </I18nProvider>
  );
}

/**
 * Takes over from the plain field: the focus, which opens the list, the cursor, and a text that was typed. The text is
 * given only after the focus, as if it were typed then: the list shows what matches it.
 */
function useResume(cursor: Cursor | null, choice: Choice) {
  const group = useRef<HTMLDivElement>(null);
  const [isTyped, setTyped] = useState(cursor === null || !choice.unresolved);
  // Enter has chosen already: the list stays closed until the field is used again.
  const [isDone, setDone] = useState(cursor !== null && choice.taken !== "");
  useLayoutEffect(() => {
    if (!cursor) return;
    group.current?.querySelector("input")?.focus();
    setTyped(true);
    setDone(false);
  }, [cursor]);
  useLayoutEffect(() => {
    if (cursor && isTyped) group.current?.querySelector("input")?.setSelectionRange(cursor.start, cursor.end);
  }, [cursor, isTyped]);
  const menuTrigger: "input" | "focus" = isDone ? "input" : "focus";
  return { group, text: isTyped ? choice.text : "", menuTrigger };
}

/** The text of the field, and the button that opens the list. */
function TextWithButton({
  groupRef,
  choice,
  placeholder,
}: {
  groupRef: React.Ref<HTMLDivElement>;
  choice: Choice;
  placeholder: string;
}) {
  const t = useTranslations("common");
  return (
    <Group
      ref={groupRef}
      className="relative"
      data-unresolved={choice.unresolved || undefined}
      onKeyDownCapture={choice.onKeyDownCapture}
    >
      <Input
        placeholder={placeholder}
        onFocus={(event) => event.currentTarget.select()}
        className={clsx(controlClass, "pr-11 font-semibold")}
      />
      <Button
        aria-label={t("showOptions")}
        className="absolute inset-y-0 right-0 grid w-11 place-items-center text-ink-muted"
      >
        <ChevronDown aria-hidden className="size-5" />
      </Button>
    </Group>
  );
}

/** The list of options that match the text. */
function Options() {
  const t = useTranslations("common");
  return (
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
  );
}

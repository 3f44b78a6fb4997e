"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
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
import { controlClass, type FieldProps, type useFieldIds } from "./field";
import { type TypedProblem, useTypedChoice } from "./use-typed-choice";

type RichProps = {
  ids: ReturnType<typeof useFieldIds>;
  name: string;
  options: readonly ComboBoxOption[];
  placeholder: string;
  /** The chosen id, or "" for none. */
  chosen: string;
  onChoose: (id: string) => void;
  /** Called with the problem of a typed text, and with null once there is none. */
  onProblem: (problem: TypedProblem | null) => void;
  field: FieldProps;
};

/** The combo box in the browser. A typed text that is no option chooses nothing; the earlier choice is gone. */
export function RichComboBox(props: RichProps) {
  const { ids, name, options, placeholder, chosen, field } = props;
  const t = useTranslations("common");
  const choice = useTypedChoice(props);
  const byText = new Map(options.map((option) => [option.text, option]));
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
        defaultFilter={(text, wanted) => {
          const option = byText.get(text);
          return option !== undefined && matches(option, wanted);
        }}
        // Without it the text falls back to the earlier choice.
        allowsCustomValue
        inputValue={choice.text}
        onInputChange={choice.type}
        value={chosen || null}
        onChange={(key) => {
          if (key !== null) choice.take(String(key));
        }}
        onBlur={choice.settle}
        allowsEmptyCollection
        menuTrigger="focus"
      >
        <TextWithButton choice={choice} placeholder={placeholder} />
        <Options />
      </AriaComboBox>
      <input type="hidden" name={name} value={chosen} />
      <span role="status" className="sr-only">
        {choice.taken && t("optionTaken", { option: choice.taken })}
      </span>
    </I18nProvider>
  );
}

/** The text of the field, and the button that opens the list. */
function TextWithButton({
  choice,
  placeholder,
}: {
  choice: ReturnType<typeof useTypedChoice>;
  placeholder: string;
}) {
  const t = useTranslations("common");
  return (
    <Group
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

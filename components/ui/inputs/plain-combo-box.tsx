"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { wantSoon } from "@/components/ui/use-later";
import { controlClass } from "./field";
import type { TypedProps } from "./typed-props";
import type { useTypedChoice } from "./use-typed-choice";

/** A combo box whose list is not loaded yet. It looks and speaks like the loaded one, and takes text and Enter already. */
export function PlainComboBox({
  ids,
  placeholder,
  field,
  choice,
  inputRef,
  want,
}: Omit<TypedProps, "onNoList"> & {
  choice: ReturnType<typeof useTypedChoice>;
  inputRef: RefObject<HTMLInputElement | null>;
  /** Loads the list. */
  want: () => unknown;
}) {
  return (
    <div
      className="relative"
      data-unresolved={choice.unresolved || undefined}
      onKeyDownCapture={choice.onKeyDownCapture}
    >
      <input
        ref={inputRef}
        id={ids.id}
        type="text"
        role="combobox"
        aria-expanded="false"
        aria-autocomplete="list"
        aria-labelledby={ids.labelId}
        aria-describedby={ids.describedBy}
        aria-invalid={field.error ? true : undefined}
        aria-required={field.required || undefined}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        placeholder={placeholder}
        value={choice.text}
        onChange={(event) => choice.type(event.target.value)}
        {...wantSoon(want)}
        onFocus={(event) => {
          event.currentTarget.select();
          void want();
        }}
        onBlur={choice.settle}
        className={clsx(controlClass, "pr-11 font-semibold")}
      />
      <ListButton onPress={() => inputRef.current?.focus()} />
    </div>
  );
}

/** The list opens with the focus of the field, once it is loaded. */
function ListButton({ onPress }: { onPress: () => void }) {
  const t = useTranslations("common");
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={t("showOptions")}
      aria-haspopup="listbox"
      aria-expanded="false"
      onClick={onPress}
      className="absolute inset-y-0 right-0 grid w-11 place-items-center text-ink-muted"
    >
      <ChevronDown aria-hidden className="size-5" />
    </button>
  );
}

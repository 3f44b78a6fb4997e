"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useLater } from "@/components/ui/use-later";
import { PlainComboBox } from "./plain-combo-box";
import type { Cursor, TypedProps } from "./typed-props";
import { useTypedChoice } from "./use-typed-choice";

const loadList = () => import("./rich-combo-box");

/**
 * The combo box in the browser. A typed text that is no option chooses nothing; the earlier choice is gone. It begins as
 * a plain text field. The script of its list comes when the field is used, and then takes over text, cursor and focus.
 */
export function TypedComboBox({ onNoList, ...props }: TypedProps) {
  const t = useTranslations("common");
  const choice = useTypedChoice(props);
  const { part, failed, want } = useLater(loadList);
  const { rich, input } = useTakeover(part);
  useEffect(() => {
    if (failed) onNoList();
  }, [failed, onNoList]);
  return (
    <>
      {rich ? (
        <rich.part.RichComboBox {...props} choice={choice} cursor={rich.cursor} />
      ) : (
        <PlainComboBox {...props} choice={choice} inputRef={input} want={want} />
      )}
      <input type="hidden" name={props.name} value={props.chosen} />
      <span role="status" className="sr-only">
        {choice.taken && t("optionTaken", { option: choice.taken })}
      </span>
    </>
  );
}

/** Decides when the rich field replaces the plain one: once it is loaded, and never while a syllable is being composed. */
function useTakeover<P>(part: P | null) {
  const input = useRef<HTMLInputElement>(null);
  const isComposing = useRef(false);
  const [rich, setRich] = useState<{ part: P; cursor: Cursor | null } | null>(null);
  useEffect(() => {
    const field = input.current;
    if (!field) return;
    const begin = () => {
      isComposing.current = true;
    };
    const end = () => {
      isComposing.current = false;
    };
    field.addEventListener("compositionstart", begin);
    field.addEventListener("compositionend", end);
    return () => {
      field.removeEventListener("compositionstart", begin);
      field.removeEventListener("compositionend", end);
    };
  }, []);
  useEffect(() => {
    const field = input.current;
    if (!part || !field) return;
    const take = () => {
      const hasFocus = document.activeElement === field;
      setRich({ part, cursor: hasFocus ? { start: field.selectionStart, end: field.selectionEnd } : null });
    };
    if (!isComposing.current) return take();
    // The browser writes the syllable into the field right after this event, and may begin the next one at once.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const takeLater = () => {
      timer = setTimeout(() => {
        if (!isComposing.current) take();
      });
    };
    field.addEventListener("compositionend", takeLater);
    return () => {
      clearTimeout(timer);
      field.removeEventListener("compositionend", takeLater);
    };
  }, [part]);
  return { rich, input };
}

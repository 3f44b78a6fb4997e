"use client";

import { type KeyboardEvent, useRef, useState } from "react";
import { type ComboBoxOption, resolveTyped } from "./combo-box-match";

/** Why a text is no choice: it means several options, or none. */
export type TypedProblem = "several" | "none";

/**
 * The text of a combo box and the choice it stands for. From the first character typed nothing is chosen; Enter, or leaving the field,
 * takes the one option that the text means. A text that means several or none stays, and is told.
 */
export function useTypedChoice({
  options,
  chosen,
  onChoose,
  onProblem,
}: {
  options: readonly ComboBoxOption[];
  chosen: string;
  onChoose: (id: string) => void;
  onProblem: (problem: TypedProblem | null) => void;
}) {
  const [typed, setTyped] = useState("");
  // What the browser has no event for: an option that was taken for the person who typed.
  const [taken, setTaken] = useState("");
  const before = useRef("");
  // A choice that came from elsewhere (a swap) leaves no text to come back later.
  if (chosen && typed) setTyped("");
  const unresolved = !chosen && typed.trim() !== "";
  const take = (id: string) => {
    setTyped("");
    onProblem(null);
    if (id !== chosen) onChoose(id);
  };
  const type = (text: string) => {
    const option = options.find((each) => each.text === text);
    if (option) return take(option.id);
    if (chosen) before.current = chosen;
    setTyped(text);
    setTaken("");
    onProblem(null);
    if (chosen) onChoose("");
  };
  const settle = () => {
    if (!unresolved) return;
    const found = resolveTyped(options, typed);
    if (found.kind !== "one") return onProblem(found.kind);
    setTaken(found.option.text);
    take(found.option.id);
  };
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (!unresolved || event.nativeEvent.isComposing) return;
    const onOption = (event.target as Element).hasAttribute("aria-activedescendant");
    if (event.key === "Enter" && !onOption) {
      // Neither may the form be sent, nor the list be closed, before there is a choice.
      event.preventDefault();
      event.stopPropagation();
      settle();
    }
    if (event.key === "Escape" && before.current) {
      event.stopPropagation();
      take(before.current);
    }
  };
  const text = chosen ? (options.find(({ id }) => id === chosen)?.text ?? "") : typed;
  return { text, taken, unresolved, take, type, settle, onKeyDownCapture };
}

/** Leads to the first combo box of a form whose text is no choice. @returns whether there is one. */
export function focusUnresolved(form: HTMLFormElement): boolean {
  const field = form.querySelector<HTMLInputElement>("[data-unresolved] input");
  field?.focus();
  return field !== null;
}

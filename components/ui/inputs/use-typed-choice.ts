"use client";

import { type KeyboardEvent, useRef, useState } from "react";
import { type ComboBoxOption, resolveTyped } from "./combo-box-match";

/** Why a typed text is no choice: it means several options, or none. */
export type TypedProblem = "several" | "none";

/**
 * The text of a combo box and the option that it means. The first typed character clears the choice. Enter, or
 * leaving the field, chooses the one option that the text means; a text that means several options, or none,
 * stays in the field and is reported to `onProblem`.
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
  // Announced to screen readers, since the browser reports no event for it: the option chosen for a typed text.
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
    if (unresolved) resolveByKey(event, settle, before.current ? () => take(before.current) : null);
  };
  const text = chosen ? (options.find(({ id }) => id === chosen)?.text ?? "") : typed;
  return { text, taken, unresolved, take, type, settle, onKeyDownCapture };
}

/** Enter settles the text of a combo box; Escape restores the earlier choice, if there was one. */
function resolveByKey(event: KeyboardEvent, settle: () => void, restore: (() => void) | null) {
  if (event.nativeEvent.isComposing) return;
  const onOption = (event.target as Element).hasAttribute("aria-activedescendant");
  if (event.key === "Enter" && !onOption) {
    // The form must not be sent, nor the list closed, before there is a choice.
    event.preventDefault();
    event.stopPropagation();
    settle();
  }
  if (event.key === "Escape" && restore) {
    event.stopPropagation();
    restore();
  }
}

/** Focuses the first combo box of a form whose text is no choice. @returns whether there is one. */
export function focusUnresolved(form: HTMLFormElement): boolean {
  const field = form.querySelector<HTMLInputElement>("[data-unresolved] input");
  field?.focus();
  return field !== null;
}

"use client";

import { type RefObject, useEffect } from "react";

/**
 * Keeps the typed values of a form until the tab is closed, so that a reload loses nothing. Not longer: names and
 * birth dates must not stay on a shared computer.
 */
export function useDraft(form: RefObject<HTMLFormElement | null>, key: string) {
  useEffect(() => {
    const element = form.current;
    if (!element) return;
    const save = () => sessionStorage.setItem(key, JSON.stringify(valuesOf(new FormData(element))));
    // Values typed before JavaScript arrived are newer than the draft.
    if (typedInto(element)) save();
    else restore(element, sessionStorage.getItem(key));
    element.addEventListener("input", save);
    return () => element.removeEventListener("input", save);
  }, [form, key]);
}

const typedInto = (form: HTMLFormElement) =>
  [...form.elements].some(
    (control) =>
      (control instanceof HTMLInputElement &&
        (control.value !== control.defaultValue || control.checked !== control.defaultChecked)) ||
      (control instanceof HTMLSelectElement && control.value !== choiceSent(control)),
  );

/** The option that the server chose. */
const choiceSent = ({ options }: HTMLSelectElement) =>
  ([...options].find((option) => option.defaultSelected) ?? options[0])?.value;

/** The text fields of a form, without the hidden fields of the framework. */
const valuesOf = (data: FormData): Record<string, string> =>
  Object.fromEntries(
    [...data].flatMap(([name, value]) =>
      typeof value === "string" && !name.startsWith("$") ? [[name, value]] : [],
    ),
  );

function restore(form: HTMLFormElement, saved: string | null) {
  const values: unknown = saved ? JSON.parse(saved) : null;
  if (typeof values !== "object" || values === null) return;
  for (const [name, value] of Object.entries(values)) {
    const control = form.elements.namedItem(name);
    const hidden = control instanceof HTMLInputElement && control.type === "hidden";
    if (typeof value !== "string" || hidden) continue;
    if (
      control instanceof RadioNodeList ||
      control instanceof HTMLInputElement ||
      control instanceof HTMLSelectElement
    )
      control.value = value;
  }
}

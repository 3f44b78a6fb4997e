type Control = { value: string };

const isControl = (found: unknown): found is Control =>
  typeof found === "object" && found !== null && "value" in found;

/**
 * Fills the fields of a form whose names begin with `prefix`, where nothing stands yet. `keptTyped` is true when another text
 * stood in a field: it stays.
 */
export function fillEmptyFields(
  form: Pick<HTMLFormElement, "elements" | "dispatchEvent">,
  prefix: string,
  fields: Readonly<Record<string, string>>,
): { keptTyped: boolean } {
  let keptTyped = false;
  for (const [name, value] of Object.entries(fields)) {
    const control: unknown = form.elements.namedItem(`${prefix}${name}`);
    if (value === "" || !isControl(control)) continue;
    if (control.value.trim() === "") control.value = value;
    else keptTyped ||= control.value.trim().toUpperCase() !== value;
  }
  // The draft of the form is kept when something is typed.
  form.dispatchEvent(new Event("input", { bubbles: true }));
  return { keptTyped };
}

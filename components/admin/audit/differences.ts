/** One field whose value differs. `undefined`: the field is not there on this side. */
export type Difference = { field: string; before: string | undefined; after: string | undefined };

/**
 * The fields in which two recorded values differ, in the order of `after`. Objects are compared field by field; lists and
 * everything else as a whole.
 */
export function differencesOf(before: unknown, after: unknown): Difference[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const names = new Set([...now.keys(), ...old.keys()]);
  return [...names].flatMap((field) => {
    const difference = { field, before: old.get(field), after: now.get(field) };
    return difference.before === difference.after ? [] : [difference];
  });
}

function fieldsOf(value: unknown, path = ""): Map<string, string> {
  if (value === null || value === undefined) return new Map(path && value === null ? [[path, "–"]] : []);
  if (typeof value !== "object" || Array.isArray(value)) return new Map([[path, textOf(value)]]);
  return new Map(
    Object.entries(value).flatMap(([name, each]) => [...fieldsOf(each, path ? `${path}.${name}` : name)]),
  );
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === "string");

const textOf = (value: unknown): string => {
  if (typeof value === "string") return value;
  return isTexts(value) ? value.join(", ") : JSON.stringify(value);
};

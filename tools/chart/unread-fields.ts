/**
 * Returns the fields of `document` that `validate` never looked at, as paths. A validator that was compiled from a schema
 * looks at every field that the schema knows, and at no other: what it has not read is unknown to the schema. Generated
 * validators accept unknown fields, and Kubernetes drops them without a word.
 */
export function unreadFields<T extends object>(document: T, validate: (watched: T) => void): string[] {
  const read = new Set<string>();
  validate(watch(document, "", read));
  return fieldsOf(document, "").filter((field) => !read.has(field));
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

function watch<T extends object>(value: T, path: string, read: Set<string>): T {
  return new Proxy(value, {
    get(target, key) {
      const found = Reflect.get(target, key);
      if (typeof key === "symbol" || !Object.hasOwn(target, key)) return found;
      const field = `${path}/${key}`;
      read.add(field);
      return isObject(found) ? watch(found, field, read) : found;
    },
  });
}

/** Every field, the outer ones of an unknown part only. */
function fieldsOf(value: object, path: string): string[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const field = `${path}/${key}`;
    return inner === undefined ? [] : [field, ...(isObject(inner) ? fieldsOf(inner, field) : [])];
  });
}

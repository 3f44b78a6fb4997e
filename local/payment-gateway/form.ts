import { invalidRequest } from "./stripe-error";

export type FormValue = string | FormValue[] | { [key: string]: FormValue };
export type FormObject = { [key: string]: FormValue };

const MAX_DEPTH = 6;
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Parses a form-encoded body or query with Stripe's brackets: `a[b][0][c]=v` and `a[]=v`.
 * Objects whose keys are 0, 1, 2 … become arrays. A name that is given twice, is too deep or is both
 * a value and an object is refused.
 */
export function parseForm(encoded: string): FormObject {
  const root: FormObject = Object.create(null);
  for (const [name, value] of new URLSearchParams(encoded)) insert(root, name, value);
  return withArrays(root) as FormObject;
}

function insert(root: FormObject, name: string, value: string): void {
  const path = splitName(name);
  let node = root;
  for (const [depth, part] of path.entries()) {
    const key = part === "" ? String(Object.keys(node).length) : part;
    if (depth === path.length - 1) {
      if (key in node) throw invalidRequest(`Received ${name} more than once.`, "parameter_invalid", name);
      node[key] = value;
      return;
    }
    node[key] ??= Object.create(null) as FormObject;
    const next = node[key];
    if (typeof next === "string") throw invalidRequest(`Invalid object: ${name}`, "parameter_invalid", name);
    node = next as FormObject;
  }
}

function splitName(name: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
  if (!match?.[1]) throw invalidRequest(`Invalid parameter name: ${name}`, "parameter_unknown", name);
  const path = [match[1], ...[...(match[2] ?? "").matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1] ?? "")];
  if (path.length > MAX_DEPTH || path.some((part) => FORBIDDEN.has(part))) {
    throw invalidRequest(`Received unknown parameter: ${name}`, "parameter_unknown", name);
  }
  return path;
}

function withArrays(value: FormValue): FormValue {
  if (typeof value === "string" || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, withArrays(inner)] as const);
  // Integer-like keys of an object come out in ascending order, whatever order they arrived in.
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index));
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

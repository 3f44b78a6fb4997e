import type { z } from "zod";
import { AppError, type FieldErrors } from "./errors";

/** The message key (under `errors.fields`) of a Zod issue. A schema can set a key of its own as its message. */
const keyOf = (issue: z.core.$ZodIssue): string => {
  if (/^[a-z][A-Za-z]+$/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "too_small":
      return issue.minimum === 1 && issue.origin === "string" ? "required" : "tooSmall";
    case "too_big":
      return "tooBig";
    case "invalid_type":
      return issue.input === undefined ? "required" : "invalid";
    default:
      return "invalid";
  }
};

export const fieldErrorsOf = (error: z.ZodError): FieldErrors =>
  Object.fromEntries(error.issues.map((i) => [i.path.map(String).join("."), keyOf(i)]).reverse());

/** Parses the input of a verb or query. @throws AppError INVALID_INPUT with an entry for each invalid field. */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (!result.success) throw new AppError("INVALID_INPUT", { fieldErrors: fieldErrorsOf(result.error) });
  const unstorable = unstorablePath(result.data);
  if (unstorable !== null) throw new AppError("INVALID_INPUT", { fieldErrors: { [unstorable]: "invalid" } });
  return result.data;
}

/** Whether PostgreSQL can store a text: `text` accepts no NUL, `jsonb` neither NUL nor an unpaired surrogate. */
export const isStorable = (text: string): boolean => !text.includes("\0") && !/\p{Surrogate}/u.test(text);

/** The path of a text that cannot be stored; null when there is none. Every verb parses, so that only this place checks. */
function unstorablePath(root: unknown): string | null {
  const open: [path: string, value: unknown][] = [["", root]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [path, value] = next;
    if (typeof value === "string" && !isStorable(value)) return path;
    if (typeof value !== "object" || value === null || value instanceof Date) continue;
    for (const [key, inner] of Object.entries(value)) open.push([path ? `${path}.${key}` : key, inner]);
  }
  return null;
}

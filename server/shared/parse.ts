import type { z } from "zod";
import { AppError, type FieldErrors } from "./errors";

/** Zod's issue → message key under `errors.fields`; a schema names a special one as its message. */
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

/** @throws AppError INVALID_INPUT with an entry per bad field. */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new AppError("INVALID_INPUT", { fieldErrors: fieldErrorsOf(result.error) });
}

import { AppError } from "@/server/shared/errors";

/** The outcome of a verb: "OK", the code of its refusal, or the other error that it threw. */
export const codeOf = (p: Promise<unknown>): Promise<unknown> =>
  p.then(
    () => "OK",
    (e: unknown) => (e instanceof AppError ? e.code : e),
  );

/** The fields that a verb refused; null when it succeeded. */
export const fieldsOf = (p: Promise<unknown>): Promise<unknown> =>
  p.then(
    () => null,
    (e: unknown) => (e instanceof AppError ? (e.details.fieldErrors ?? e.code) : e),
  );

import { AppError } from "../errors";

/** How a verb ended: "OK", the code of its refusal, or what else it threw. */
export const codeOf = (p: Promise<unknown>): Promise<unknown> =>
  p.then(
    () => "OK",
    (e: unknown) => (e instanceof AppError ? e.code : e),
  );

/** The fields a verb refused; null when it did not. */
export const fieldsOf = (p: Promise<unknown>): Promise<unknown> =>
  p.then(
    () => null,
    (e: unknown) => (e instanceof AppError ? (e.details.fieldErrors ?? e.code) : e),
  );

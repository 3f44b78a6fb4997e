import { AppError } from "../errors";

/** How a call ends: OK, the code that it is refused with, or whatever else it throws. */
export const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => "OK",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

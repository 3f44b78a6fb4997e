import { NonRetriableError, RetryAfterError } from "inngest";
import { errorFacts, errorText } from "@/server/shared/error-facts";
import { AppError } from "@/server/shared/errors";

/**
 * Runs a step's work. The engine stores and shows the errors of a step, so that it gets the text of an error without the
 * values of a statement, and without the cause.
 *
 * @throws NonRetriableError when a verb refuses its input, because a retry would be refused too.
 */
export async function withEngineErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw engineError(error);
  }
}

function engineError(error: unknown): Error {
  if (error instanceof NonRetriableError || error instanceof RetryAfterError) return error;
  const text = errorText(error);
  const reported = isPermanent(error) ? new NonRetriableError(text) : new Error(text);
  reported.stack = [`${reported.name}: ${text}`, errorFacts(error).stack ?? ""].join("\n");
  return reported;
}

const isPermanent = (error: unknown) => error instanceof AppError && error.code === "INVALID_INPUT";

import { NonRetriableError, RetryAfterError } from "inngest";
import { errorFacts, errorText } from "@/server/shared/error-facts";
import { AppError } from "@/server/shared/errors";

/**
 * Runs a step's work. The engine keeps what it is told of a failure, and shows it: it gets the text of an error
 * without the values of a statement, and no cause.
 *
 * @throws NonRetriableError for input that a verb refuses: it refuses it tomorrow too.
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
  const told = isPermanent(error) ? new NonRetriableError(text) : new Error(text);
  told.stack = [`${told.name}: ${text}`, errorFacts(error).stack ?? ""].join("\n");
  return told;
}

const isPermanent = (error: unknown) => error instanceof AppError && error.code === "INVALID_INPUT";

import { errorText } from "./error-facts";
import { log } from "./log";

const reported = new WeakSet<Error>();

/** Logs a fault once, however many hear of it. */
export function reportFault(error: unknown, about: Record<string, unknown>, text: string): void {
  if (error instanceof Error) {
    if (reported.has(error)) return;
    reported.add(error);
  }
  log.error({ ...about, err: error }, text);
}

/**
 * Sends what libraries write to the console by way of our log. Next prints every error that nobody caught as it
 * is, and the message of a failed statement holds its parameters.
 */
export function keepValuesOutOfConsole(): void {
  console.error = (...args) => tell("error", args);
  console.warn = (...args) => tell("warn", args);
}

function tell(level: "error" | "warn", args: readonly unknown[]): void {
  const error = args.find((arg) => arg instanceof Error);
  const text = args
    .filter((arg) => typeof arg === "string")
    .map(errorText)
    .join(" ");
  if (level === "error" && error) reportFault(error, {}, text.trim() || "unexpected error");
  else log[level]({ ...(error && { err: error }) }, text);
}

import { errorText } from "./error-facts";
import { log } from "./log";
import { requestFacts } from "./request-facts";

const reported = new WeakSet<Error>();

/** Logs an error once, also when several handlers report it. */
export function reportFault(error: unknown, about: Record<string, unknown>, text: string): void {
  if (error instanceof Error) {
    if (reported.has(error)) return;
    reported.add(error);
  }
  log.error({ ...requestFacts(), ...about, err: error }, text);
}

/**
 * Redirects `console.error` and `console.warn` to our log. Next prints uncaught errors with their full message, and the
 * message of a failed statement contains its parameters.
 */
export function keepValuesOutOfConsole(): void {
  console.error = (...args) => redirect("error", args);
  console.warn = (...args) => redirect("warn", args);
}

function redirect(level: "error" | "warn", args: readonly unknown[]): void {
  const error = args.find((arg) => arg instanceof Error);
  const text = args
    .filter((arg) => typeof arg === "string")
    .map(errorText)
    .join(" ");
  if (level === "error" && error) reportFault(error, {}, text.trim() || "unexpected error");
  else log[level]({ ...requestFacts(), ...(error && { err: error }) }, text);
}

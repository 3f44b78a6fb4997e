import pino from "pino";
import { logLevel } from "./env";
import { errorFacts } from "./error-facts";

// Read at import, before the environment is checked: a level that does not exist must not keep the process
// from saying so by its name. Nor does the build, which reads no variable, depend on it.
const wanted = logLevel.safeParse(process.env.LOG_LEVEL);
const usual = process.env.NODE_ENV === "test" ? "silent" : "info";

/** A text without the values that an error may quote; pino takes an error's own message where there is none. */
const UNTITLED = "error";

/** Structured log on stdout. Errors are told by `errorFacts`, whatever their key: personal data stays out of it. */
export const log = pino({
  level: wanted.data ?? usual,
  redact: ["password", "email", "contactEmail", "contactPhone", "authorization"].flatMap((key) => [
    key,
    `*.${key}`,
  ]),
  serializers: { err: errorFacts },
  formatters: { log: withErrorFacts },
  hooks: {
    logMethod(given, write) {
      const [first, ...rest] = given as [unknown, ...unknown[]];
      const args = first instanceof Error ? [{ err: first }, ...rest] : [first, ...rest];
      // Values for %s and %o; an error among them would be written out whole.
      const texts = args.slice(1).map((arg) => (arg instanceof Error ? errorFacts(arg) : arg));
      const [object] = args;
      const untitled = typeof object === "object" && object !== null && texts.length === 0;
      write.apply(this, [object, ...texts, ...(untitled ? [UNTITLED] : [])] as never);
    },
  },
});

function withErrorFacts(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key,
      value instanceof Error && key !== "err" ? errorFacts(value) : value,
    ]),
  );
}

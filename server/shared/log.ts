import { context, trace } from "@opentelemetry/api";
import pino from "pino";
import { logLevel } from "./env";
import { errorFacts } from "./error-facts";
import { currentCorrelation } from "./log-context";
import { requestFacts } from "./request-facts";

// Read at import, before the environment is checked. An invalid level is ignored here, so that the check can report it;
// and the build, which has no environment, can import this module.
const wanted = logLevel.safeParse(process.env.LOG_LEVEL);
const usual = process.env.NODE_ENV === "test" ? "silent" : "info";

/** The text of a line that has none. Without it pino would use the error's own message, which may quote values. */
const UNTITLED = "error";

/**
 * The structured log on stdout. Errors under any key are written as `errorFacts`, so that no personal data is logged. A line
 * says in which trace it was written and about which reservation, where that is known.
 */
export const log = pino({
  level: wanted.data ?? usual,
  redact: ["password", "email", "contactEmail", "contactPhone", "authorization"].flatMap((key) => [
    key,
    `*.${key}`,
  ]),
  mixin: placeOfLine,
  serializers: { err: errorFacts },
  formatters: { log: withErrorFacts },
  hooks: {
    logMethod(given, write) {
      const [first, ...rest] = given as [unknown, ...unknown[]];
      const args = first instanceof Error ? [{ err: first }, ...rest] : [first, ...rest];
      // Values for %s and %o. An error among them would be written with its message and all fields.
      const texts = args.slice(1).map((arg) => (arg instanceof Error ? errorFacts(arg) : arg));
      const [object] = args;
      const untitled = typeof object === "object" && object !== null && texts.length === 0;
      write.apply(this, [object, ...texts, ...(untitled ? [UNTITLED] : [])] as never);
    },
  },
});

/** The names of the first two are OpenTelemetry's. A field of the same name that a line has itself wins. */
function placeOfLine(): object {
  const span = trace.getSpanContext(context.active());
  const correlationId = currentCorrelation();
  return {
    ...requestFacts(),
    ...(span && { trace_id: span.traceId, span_id: span.spanId }),
    ...(correlationId && { correlationId }),
  };
}

function withErrorFacts(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key,
      value instanceof Error && key !== "err" ? errorFacts(value) : value,
    ]),
  );
}

import { withCorrelation } from "./log-context";
import { type Attributes, CORRELATION, spannedWithin } from "./trace";

// biome-ignore lint/suspicious/noExplicitAny: verbs have all kinds of arguments
type Verb = (...args: any[]) => unknown;

const traced = new WeakSet<Verb>();

/**
 * The verbs of a context, each in a span that is named after it and says what kind of actor called it and about which
 * reservation. Every `index.ts` passes its verbs through here. Log lines of a verb carry the reservation's id, also without
 * tracing.
 */
export function tracedVerbs<V extends Record<string, Verb>>(contextName: string, verbs: V): V {
  const wrapped = Object.entries(verbs).map(([name, verb]) => [
    name,
    tracedVerb(`${contextName}.${name}`, verb),
  ]);
  return Object.fromEntries(wrapped) as V;
}

/** Whether a function of a context's door is traced. For the test that finds a verb that was forgotten. */
export const isTracedVerb = (verb: unknown): boolean =>
  typeof verb === "function" && traced.has(verb as Verb);

function tracedVerb(name: string, verb: Verb): Verb {
  const wrapped: Verb = (...args) => {
    const [ctx, input] = args;
    const correlationId = textField(ctx, "correlationId") ?? textField(input, "reservationId");
    const kind = textField((ctx as { actor?: unknown } | null)?.actor, "kind");
    const attributes: Attributes = {
      ...(kind && { "msa.actor.kind": kind }),
      ...(correlationId && { [CORRELATION]: correlationId }),
    };
    return withCorrelation(correlationId, () =>
      spannedWithin(name, { attributes }, (span) => {
        const result = verb(...args);
        if (!correlationId && result instanceof Promise && span.isRecording())
          return result.then((value) => {
            const found = textField(value, "reservationId");
            if (found) span.setAttribute(CORRELATION, found);
            return value;
          });
        return result;
      }),
    );
  };
  traced.add(wrapped);
  return wrapped;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const KIND = /^[A-Z]+$/;

/** An id or a kind. What a caller has typed is neither, and must not reach a span or a log line. */
function textField(from: unknown, field: "correlationId" | "reservationId" | "kind"): string | undefined {
  if (typeof from !== "object" || from === null) return undefined;
  const value = (from as Record<string, unknown>)[field];
  const shape = field === "kind" ? KIND : UUID;
  return typeof value === "string" && shape.test(value) ? value : undefined;
}

import { context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";

/** Which kind of statement and which table; never its text, which may have values in it. */
type Summary = { operation: string; summary: string };

const MAX_KNOWN = 2_000;
let known = new Map<string, Summary>();

const WRITES =
  /\b(insert) into\s+("?\w+"?\."?\w+"?)|\b(update)\s+("?\w+"?\."?\w+"?)|\b(delete) from\s+("?\w+"?\."?\w+"?)/i;
const READS = /\bfrom\s+("?\w+"?\."?\w+"?)/i;

/** The summary of a statement: its first write, or what it reads. */
export function summaryOf(text: string): Summary {
  const found = known.get(text);
  if (found) return found;
  const writes = WRITES.exec(text)?.slice(1).filter(Boolean);
  const operation = (writes?.[0] ?? /\w+/.exec(text)?.[0] ?? "query").toUpperCase();
  const table = (writes?.[1] ?? READS.exec(text)?.[1])?.replaceAll('"', "");
  const summary = { operation, summary: table ? `${operation} ${table}` : operation };
  if (known.size >= MAX_KNOWN) known = new Map();
  known.set(text, summary);
  return summary;
}

const textOf = (statement: unknown): string =>
  typeof statement === "string" ? statement : String((statement as { text?: unknown } | null)?.text ?? "");

/** They take no time of their own. The end of a transaction does. */
const BORING = new Set(["BEGIN", "SAVEPOINT", "RELEASE", "SET"]);

/** Sends a statement in a span of its own, as a part of a recorded trace; otherwise just sends it. */
export function tracedStatement<T>(statement: unknown, send: () => T): T {
  if (!trace.getActiveSpan()?.isRecording()) return send();
  const { operation, summary } = summaryOf(textOf(statement));
  if (BORING.has(operation)) return send();
  const attributes = {
    "db.system.name": "postgresql",
    "db.operation.name": operation,
    "db.query.summary": summary,
  };
  const span = trace.getTracer("msa-air").startSpan(summary, { kind: SpanKind.CLIENT, attributes });
  const answer = context.with(trace.setSpan(context.active(), span), send);
  if (!(answer instanceof Promise)) {
    span.end();
    return answer;
  }
  const failed = (error: unknown) => {
    const { code } = error as { code?: unknown };
    const type = typeof code === "string" && /^\w{2,40}$/.test(code) ? code : "unknown";
    span.setAttribute("error.type", type);
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  };
  answer.then(() => span.end(), failed);
  return answer;
}

/**
 * Lets the statements that a pool sends by itself appear in traces, with the time for which they wait for a connection.
 * Statements of transactions go to a client directly.
 */
export function tracePool(pool: object): void {
  const traceable = pool as { query(...args: unknown[]): unknown };
  const query = traceable.query.bind(traceable);
  traceable.query = (...args) => tracedStatement(args[0], () => query(...args));
}

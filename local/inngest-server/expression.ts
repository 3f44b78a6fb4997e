/**
 * The small part of Inngest's expression language that names a key: paths (`event.data.flightId`),
 * quoted text, and `+` between them. Nothing is ever executed as code.
 */
const TERM = /^(?:event(?:\.[A-Za-z_]\w*)+|"[^"\\]*"|'[^'\\]*')$/;

const termsOf = (expression: string) => expression.split("+").map((term) => term.trim());

/** True when `keyOf` can evaluate the expression. */
export function isKeyExpression(expression: string): boolean {
  return termsOf(expression).every((term) => TERM.test(term));
}

/**
 * Evaluates a key for one event. A missing value counts as "null", so that such events share a key; NUL, which
 * PostgreSQL cannot keep, is left out.
 */
export function keyOf(expression: string, event: unknown): string {
  return termsOf(expression)
    .map((term) => (term.startsWith("event.") ? textAt(term.split(".").slice(1), event) : term.slice(1, -1)))
    .join("")
    .replaceAll("\0", "");
}

function textAt(path: string[], from: unknown): string {
  let value: unknown = from;
  for (const name of path) {
    const inside = typeof value === "object" && value !== null && Object.hasOwn(value, name);
    value = inside ? (value as Record<string, unknown>)[name] : undefined;
  }
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

const FAILURE_OF = /^event\.data\.function_id == '([^']+)'$/;

/** The function id in the expression that the SDK gives an `onFailure` trigger, or null if it is another. */
export function failureSubject(expression: string): string | null {
  return expression.match(FAILURE_OF)?.[1] ?? null;
}

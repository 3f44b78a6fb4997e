/** What a log, the journal and the event engine get of an error: where and how it failed, without any values. */
export type ErrorFacts = {
  type: string;
  /** An SQLSTATE, a code of the operating system, or one of our own codes. */
  code?: string;
  message?: string;
  /** The failed statement, with masked literals. */
  statement?: string;
  /** The table, column and constraint that the database names. */
  at?: string;
  status?: number;
  /** Field paths of a refused input. */
  fields?: string[];
  digest?: string;
  stack?: string;
  cause?: ErrorFacts;
  errors?: ErrorFacts[];
};

const MAX_DEPTH = 5;
const MAX_ERRORS = 5;
const MAX_TEXT_LENGTH = 300;
/** Longer text is cut before it is masked, because the time of the patterns grows with the square of the length. */
const MAX_MASKED_LENGTH = 2_000;
const MAX_STATEMENT_LENGTH = 2_000;
const MAX_STACK_FRAMES = 20;
const SQLSTATE = /^[0-9A-Z]{5}$/;
const SYSTEM_CODE = /^[A-Z][A-Z0-9_]{1,60}$/;

type Fields = Record<string, unknown>;
const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** The facts of an error and of its causes, without any values. */
export function errorFacts(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error)) return { type: error === null ? "null" : typeof error };
  const fields = error as Error & Fields;
  const { query, cause, status, statusCode, digest } = fields;
  const statement = textOf(query);
  const facts: ErrorFacts = {
    type: typeOf(error),
    code: codeOf(fields),
    message: messageOf(error),
    statement: statement && statementText(statement),
    at: isDatabaseError(error) ? placeOf(fields) : undefined,
    status: [status, statusCode].find((value) => typeof value === "number") as number | undefined,
    fields: fieldsOf(error),
    digest: textOf(digest) && /^[\w-]{1,64}$/.test(digest as string) ? (digest as string) : undefined,
    stack: framesOf(error),
  };
  if (depth < MAX_DEPTH && cause instanceof Error) facts.cause = errorFacts(cause, depth + 1);
  if (depth < MAX_DEPTH && error instanceof AggregateError)
    facts.errors = error.errors.slice(0, MAX_ERRORS).map((one) => errorFacts(one, depth + 1));
  // Absent facts are left out of the log line.
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as ErrorFacts;
}

/** The same as one line of text, for a column, the journal or the event engine. */
export function errorText(error: unknown): string {
  if (typeof error === "string") return maskValues(error);
  if (!(error instanceof Error)) return typeof error;
  if (error instanceof AggregateError && !error.message) return error.errors.map(errorText).join("; ");
  // Drizzle's wrapper adds nothing to its cause.
  if (isDrizzleError(error) && error.cause instanceof Error) return errorText(error.cause);
  if (isDatabaseError(error)) {
    const { code, at } = errorFacts(error);
    return [`database error ${code}`, at].filter(Boolean).join(" at ");
  }
  const fields = fieldsOf(error);
  if (fields) return `invalid: ${fields.join(", ")}`;
  return messageOf(error) ?? errorFacts(error).type;
}

/** By its fields, because a build renames the class. */
const isDrizzleError = (error: Error) => "query" in error && "params" in error;

const isDatabaseError = (error: Error & { code?: unknown; severity?: unknown }) =>
  typeof error.code === "string" && SQLSTATE.test(error.code) && !isSystemCode(error);

/** An SQLSTATE and EPIPE have the same form; only an error of the operating system names the failed call. */
const isSystemCode = (error: Error & { code?: unknown; syscall?: unknown; errno?: unknown }) =>
  error.syscall !== undefined || error.errno !== undefined;

const typeOf = (error: Error): string => {
  if (isDrizzleError(error)) return "DrizzleQueryError";
  return error.name === "Error" ? error.constructor.name : error.name;
};

const codeOf = ({ code }: Fields): string | undefined => {
  const text = textOf(code);
  return text && (SQLSTATE.test(text) || SYSTEM_CODE.test(text) || /^[a-z_]{1,60}$/.test(text))
    ? text
    : undefined;
};

/** True for an error whose message quotes its input. Of such an error only type, code and fields are used. */
const quotesInput = (error: Error) =>
  isDrizzleError(error) ||
  isDatabaseError(error) ||
  error instanceof SyntaxError ||
  isZodError(error) ||
  "rawType" in error;

const messageOf = (error: Error): string | undefined =>
  quotesInput(error) ? undefined : textOf(maskValues(error.message));

const isZodError = (error: Error): error is Error & { issues: { path: unknown[]; code?: unknown }[] } =>
  Array.isArray((error as { issues?: unknown }).issues);

/** The fields of a refused input, as `contact.email:invalid_format`. */
function fieldsOf(error: Error): string[] | undefined {
  if (!isZodError(error)) return undefined;
  return error.issues
    .slice(0, 20)
    .map(({ path, code }) => maskValues(`${(path ?? []).map(String).join(".")}:${String(code)}`));
}

/** The place of a database error. Its `detail`, `where` and `hint` are not used, because they repeat the row. */
function placeOf({ schema, table, column, constraint }: Fields): string | undefined {
  const names = [schema, table, column, constraint].map(textOf).filter(Boolean);
  return names.length > 0 ? names.join(".") : undefined;
}

/** The text of a statement. Its parameters are $1, $2 …; literals in its text are masked. */
const statementText = (statement: string): string =>
  statement
    .replaceAll(/'(?:[^']|'')*'/g, "'…'")
    .replaceAll(/\s+/g, " ")
    .slice(0, MAX_STATEMENT_LENGTH);

/** The frames of a stack without its first lines, which repeat the message. */
function framesOf({ stack, message }: Error): string | undefined {
  const own =
    message && stack?.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : stack;
  const frames = own
    ?.split("\n")
    .filter((line) => /^\s+at .*(?::\d+:\d+\)?|<anonymous>\)?|native\)?)$/.test(line))
    .slice(0, MAX_STACK_FRAMES);
  return frames?.length ? frames.join("\n") : undefined;
}

const KEPT =
  /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}[\d:.]*(?:Z|[+-]\d{2}:?\d{2}))/i;

/** Masks possible personal data: addresses, quoted values, dates, long numbers, Korean text. UUIDs and instants stay. */
function maskValues(text: string): string {
  const [firstLine = ""] = text.split(/\nparams: |\n/);
  return firstLine
    .slice(0, MAX_MASKED_LENGTH)
    .split(KEPT)
    .map((part) => (KEPT.test(part) ? part : maskPart(part)))
    .join("")
    .slice(0, MAX_TEXT_LENGTH);
}

const maskPart = (text: string): string =>
  text
    .replaceAll(/[^\s<>"'(]+@[^\s<>"')]+/g, "…@…")
    .replaceAll(/"[^"]*"/g, '"…"')
    // Apostrophes inside words stay.
    .replaceAll(/(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])/gu, "'…'")
    .replaceAll(/\)=\([^)]*\)/g, ")=(…)")
    .replaceAll(/\?\S*=\S*/g, "?…")
    .replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, "…")
    .replaceAll(/\+?\d[\d -]{5,}\d/g, "…")
    .replaceAll(/\p{Script=Hangul}+/gu, "…");

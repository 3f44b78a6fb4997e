/** What a log, a journal or the event engine may know of an error: where and how it failed, never with which values. */
export type ErrorFacts = {
  type: string;
  /** SQLSTATE, a code of the operating system, or one of ours. */
  code?: string;
  message?: string;
  /** The statement that failed, its literals masked. */
  statement?: string;
  /** What the database names: table, column, constraint. */
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
/** Longer text is cut before it is masked: the patterns take the square of its length. */
const MAX_MASKED_LENGTH = 2_000;
const MAX_STATEMENT_LENGTH = 2_000;
const MAX_STACK_FRAMES = 20;
const SQLSTATE = /^[0-9A-Z]{5}$/;
const SYSTEM_CODE = /^[A-Z][A-Z0-9_]{1,60}$/;

type Fields = Record<string, unknown>;
const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** Says of an error what can be said without its values, through all of its causes. */
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
  // Absent facts are left out of the line.
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as ErrorFacts;
}

/** The same in one line of text: for a column, a journal, an answer to the event engine. */
export function errorText(error: unknown): string {
  if (typeof error === "string") return maskValues(error);
  if (!(error instanceof Error)) return typeof error;
  if (error instanceof AggregateError && !error.message) return error.errors.map(errorText).join("; ");
  // Drizzle's wrapper says nothing that its cause does not say.
  if (isDrizzleError(error) && error.cause instanceof Error) return errorText(error.cause);
  if (isDatabaseError(error)) {
    const { code, at } = errorFacts(error);
    return [`database error ${code}`, at].filter(Boolean).join(" at ");
  }
  const fields = fieldsOf(error);
  if (fields) return `invalid: ${fields.join(", ")}`;
  return messageOf(error) ?? errorFacts(error).type;
}

/** By its shape: in a build the class has another name. */
const isDrizzleError = (error: Error) => "query" in error && "params" in error;

const isDatabaseError = (error: Error & { code?: unknown; severity?: unknown }) =>
  typeof error.code === "string" && SQLSTATE.test(error.code) && !isSystemCode(error);

/** EPIPE has five capitals too; an operating system's error has the name of the call that failed. */
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

/** An error that quotes the input in its message: its type, code and fields have to do. */
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

/** Of a refused input: where and how, as `contact.email:invalid_format`. */
function fieldsOf(error: Error): string[] | undefined {
  if (!isZodError(error)) return undefined;
  return error.issues
    .slice(0, 20)
    .map(({ path, code }) => maskValues(`${(path ?? []).map(String).join(".")}:${String(code)}`));
}

/** Only these of a database error: `detail`, `where` and `hint` repeat the row. */
function placeOf({ schema, table, column, constraint }: Fields): string | undefined {
  const names = [schema, table, column, constraint].map(textOf).filter(Boolean);
  return names.length > 0 ? names.join(".") : undefined;
}

/** A statement holds its values as $1, $2 …; whatever was written into its text is masked. */
const statementText = (statement: string): string =>
  statement
    .replaceAll(/'(?:[^']|'')*'/g, "'…'")
    .replaceAll(/\s+/g, " ")
    .slice(0, MAX_STATEMENT_LENGTH);

/** The frames alone: the first lines of a stack repeat the message. */
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

/** Masks what looks like somebody's: addresses, quoted values, dates, long numbers, Korean text. Our ids and instants stay. */
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
    // Not the apostrophes of words.
    .replaceAll(/(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])/gu, "'…'")
    .replaceAll(/\)=\([^)]*\)/g, ")=(…)")
    .replaceAll(/\?\S*=\S*/g, "?…")
    .replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, "…")
    .replaceAll(/\+?\d[\d -]{5,}\d/g, "…")
    .replaceAll(/\p{Script=Hangul}+/gu, "…");

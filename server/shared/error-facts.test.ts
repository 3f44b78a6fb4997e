import { DrizzleQueryError } from "drizzle-orm/errors";
import pg from "pg";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { AppError } from "./errors";

/** Personal values that occur in statements and messages, and must never be in a log line. */
const CANARY = "canary-4711";
const values = [`${CANARY}@example.com`, `scrypt$${CANARY}`, "김카나", "1990-05-05", "+82 10-1234-5678"];
const leaks = new RegExp([CANARY, "김카나", "1990-05-05", "1234-5678"].join("|"));

function lockTimeout() {
  const error = new pg.DatabaseError("canceling statement due to lock timeout", 1, "error");
  return Object.assign(error, {
    code: "55P03",
    where: `while locking tuple of ${values}`,
    severity: "ERROR",
  });
}

const duplicate = () =>
  Object.assign(new pg.DatabaseError("duplicate key value violates unique constraint", 1, "error"), {
    code: "23505",
    detail: `Key (lower(email))=(${values[0]}) already exists.`,
    schema: "identity",
    table: "users",
    constraint: "users_email",
    internalQuery: `select '${values[0]}'`,
  });

const badCast = () =>
  Object.assign(new pg.DatabaseError(`invalid input syntax for type uuid: "${CANARY}"`, 1, "error"), {
    code: "22P02",
  });

const failed = (cause: Error) =>
  new DrizzleQueryError(`insert into "identity"."users" values ($1, $2, '${CANARY}')`, [...values], cause);

const thrown = (work: () => unknown): Error => {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
};

/** One error of each kind that this project and its libraries throw. */
const kinds: Record<string, () => unknown> = {
  "a failed statement": () => failed(lockTimeout()),
  "a failed statement of a build, where classes have short names": () =>
    Object.assign(new Error(`Failed query: select '${CANARY}' params: ${values}`), {
      query: "select $1",
      params: values,
      cause: lockTimeout(),
    }),
  "a unique violation": () => failed(duplicate()),
  "a bad cast": badCast,
  "a statement in a cause": () => new AppError("INTERNAL", { cause: failed(duplicate()) }),
  "deep causes": () => new Error("outer", { cause: new Error("inner", { cause: failed(badCast()) }) }),
  "several errors": () => new AggregateError([failed(duplicate()), badCast()]),
  "broken JSON": () => thrown(() => JSON.parse(`{"email": ${values[0]}`)),
  "refused input": () => thrown(() => z.strictObject({}).parse({ email: values[0] })),
  "an unknown choice": () => thrown(() => z.object({ a: z.enum(["x"]) }).parse({ a: values[0] })),
  "the provider": () =>
    Object.assign(new Error(`Invalid email address: ${values[0]}`), { rawType: "invalid_request_error" }),
  "the mail server": () =>
    Object.assign(new Error(`Can't send mail - 550 <${values[0]}> unknown`), {
      responseCode: 550,
      response: `550 <${values[0]}>`,
      rejected: [values[0]],
    }),
  "a message with a quoted value": () => new Error(`no such user "${values[0]}" ${values[2]}, ${values[3]}`),
  "a message of several lines": () => new Error(`failed\nparams: ${values}`),
  "a thrown text": () => values[0],
  "a thrown object": () => ({ email: values[0], toString: () => CANARY }),
};

let lines: string[];
beforeEach(() => {
  lines = [];
  vi.resetModules();
  vi.stubEnv("LOG_LEVEL", "info");
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** The log with its real settings. Its lines are kept here. */
async function logged(write: (modules: typeof import("./log")) => unknown): Promise<string> {
  const modules = await import("./log");
  const stream = (modules.log as unknown as Record<symbol, { write(line: string): void }>)[
    pino.symbols.streamSym
  ];
  vi.spyOn(stream as { write(line: string): void }, "write").mockImplementation(
    (line) => void lines.push(line),
  );
  await write(modules);
  return lines.join("\n");
}

test.each(Object.keys(kinds))("%s is logged without its values, under whatever key", async (kind) => {
  const error = (kinds[kind] as () => unknown)();
  const text = await logged(({ log }) => {
    log.error({ err: error }, "with a text");
    log.error({ err: error });
    log.warn(error instanceof Error ? { error, reason: error } : {}, "another key");
    if (error instanceof Error) {
      log.error(error);
      log.error("SDK: %s", error);
    }
    log.child({ part: "inngest" }).error({ err: error }, "a child");
  });
  expect(lines).toHaveLength(error instanceof Error ? 6 : 4);
  expect(text).not.toMatch(leaks);
});

test("a failed statement is logged with its SQLSTATE, its text and the place", async () => {
  const text = await logged(({ log }) => log.error({ err: failed(duplicate()) }, "x"));
  expect(JSON.parse(text).err).toMatchObject({
    type: "DrizzleQueryError",
    statement: `insert into "identity"."users" values ($1, $2, '…')`,
    cause: { code: "23505", at: "identity.users.users_email" },
  });
});

test("our own error keeps its message and its frames", async () => {
  const text = await logged(({ log }) => log.error({ err: new Error("Unknown password hash") }, "x"));
  expect(JSON.parse(text).err).toMatchObject({
    type: "Error",
    message: "Unknown password hash",
    stack: expect.stringContaining("error-facts.test.ts"),
  });
});

test.each(Object.keys(kinds))("%s in one line of text has no values either", async (kind) => {
  const { errorText } = await import("./error-facts");
  const error = (kinds[kind] as () => unknown)();
  expect(errorText(error)).not.toMatch(leaks);
});

test("our own ids stay readable", async () => {
  const { errorText } = await import("./error-facts");
  const text = "there is no message 01a2290a-1bae-733b-91b9-941613380312";
  expect(errorText(new Error(text))).toBe(text);
});

test("quoted values are masked, apostrophes of words stay, and a long text is masked quickly", async () => {
  const { errorText } = await import("./error-facts");
  expect(errorText(new Error("surname 'HONG GILDONG' isn't known; it can't be"))).toBe(
    "surname '…' isn't known; it can't be",
  );
  const began = performance.now();
  errorText(new Error("x".repeat(200_000)));
  expect(performance.now() - began).toBeLessThan(1_000);
});

test("the text for columns names what failed", async () => {
  const { errorText } = await import("./error-facts");
  expect(errorText(failed(duplicate()))).toBe("database error 23505 at identity.users.users_email");
  const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
  expect(errorText(new AggregateError([refused, refused]))).toBe(`${refused.message}; ${refused.message}`);
});

test.each(Object.keys(kinds))("%s that a library writes to the console has no values", async (kind) => {
  const original = { error: console.error, warn: console.warn };
  const error = (kinds[kind] as () => unknown)();
  try {
    const text = await logged(async () => {
      const { keepValuesOutOfConsole } = await import("./console-errors");
      keepValuesOutOfConsole();
      console.error(" ⨯", error);
      console.error(error);
      console.warn("uncaughtException: ", error);
    });
    expect(lines.length).toBeGreaterThan(1);
    expect(text).not.toMatch(leaks);
  } finally {
    Object.assign(console, original);
  }
});

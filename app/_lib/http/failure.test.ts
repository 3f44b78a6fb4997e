import { expect, test } from "vitest";
import { AppError } from "@/server/shared/errors";
import { failureOf, isUnavailable } from "./failure";

const withCode = (code: string, message = "x") => Object.assign(new Error(message), { code });
const wrapped = (cause: unknown) => new Error("Failed query: select secret", { cause });

test("a refusal keeps its code", () => {
  const refusal = new AppError("RATE_LIMITED", { retryAfterSeconds: 900, cause: new Error("inner") });
  expect(failureOf(refusal)).toEqual({ ok: false, code: "RATE_LIMITED", retryAfterSeconds: 900 });
  const fields = new AppError("INVALID_INPUT", { fieldErrors: { email: "required" } });
  expect(failureOf(fields)).toEqual({ ok: false, code: "INVALID_INPUT", fieldErrors: { email: "required" } });
});

test("the answer to a fault contains only the id to look for", () => {
  const failure = failureOf(new Error("password is hunter2"));
  expect(failure).toEqual({ ok: false, code: "INTERNAL", correlationId: expect.any(String) });
});

const passing: Record<string, string> = {
  "08000": "connection exception",
  "08001": "the server could not be reached",
  "08003": "the connection does not exist",
  "08006": "the connection failed",
  "25006": "the server is a standby: a failover is under way",
  "25P03": "an idle transaction was ended",
  "25P04": "a long transaction was ended",
  "40001": "another transaction came first",
  "40P01": "a deadlock",
  "53000": "out of resources",
  "53100": "the disk is full",
  "53200": "out of memory",
  "53300": "too many connections",
  "53400": "a limit of the configuration",
  "55P03": "a lock is not free",
  "57014": "the statement took too long",
  "57P01": "the server shuts down",
  "57P02": "the server crashed",
  "57P03": "the server is starting",
  "57P04": "the database was dropped",
  "57P05": "the session was idle for too long",
  "58030": "the disk cannot be read or written",
  ECONNREFUSED: "nobody listens",
  ECONNRESET: "the connection was reset",
  ECONNABORTED: "the connection was aborted",
  ETIMEDOUT: "no answer",
  ENOTFOUND: "the name is not known",
  EAI_AGAIN: "the name cannot be looked up now",
  EHOSTUNREACH: "no way to the host",
  ENETUNREACH: "no way to the network",
  ENETDOWN: "the network is down",
  EHOSTDOWN: "the host is down",
  EPIPE: "the connection is closed",
  EMFILE: "this process has too many files open",
  ENFILE: "this machine has too many files open",
  ENOBUFS: "out of buffers",
};

test.each(Object.entries(passing))("%s, %s, passes by itself", (code, message) => {
  expect(failureOf(wrapped(withCode(code, message)))).toMatchObject({
    code: "UNAVAILABLE",
    retryAfterSeconds: 5,
  });
});

test.each([
  new Error("Connection terminated unexpectedly"),
  new Error("Connection terminated due to connection timeout"),
  new Error("timeout exceeded when trying to connect"),
  new Error("timeout expired"),
  new Error("Query read timeout"),
  new Error("Client was closed and is not queryable"),
  new Error("Client has encountered a connection error and is not queryable"),
  new Error("Cannot use a pool after calling end on the pool"),
  new Error("WebSocket was closed before the connection was established"),
  new AggregateError([withCode("ECONNREFUSED"), withCode("ECONNREFUSED")]),
])("%s passes by itself", (error) => {
  expect(isUnavailable(error)).toBe(true);
  expect(failureOf(wrapped(error))).toMatchObject({ code: "UNAVAILABLE", retryAfterSeconds: 5 });
});

test.each([
  withCode("23505"),
  withCode("42P01"),
  withCode("25P02"),
  withCode("28P01"),
  new TypeError("x is not a function"),
  "text",
  null,
])("%s does not", (error) => expect(isUnavailable(error)).toBe(false));

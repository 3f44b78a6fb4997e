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

test.each([
  withCode("ECONNREFUSED"),
  withCode("57P01"),
  withCode("53300"),
  withCode("53100"),
  withCode("57014"),
  withCode("08006"),
  withCode("40P01"),
  new Error("Connection terminated unexpectedly"),
  new Error("timeout exceeded when trying to connect"),
  new AggregateError([withCode("ECONNREFUSED"), withCode("ECONNREFUSED")]),
])("%s passes by itself", (error) => {
  expect(isUnavailable(error)).toBe(true);
  expect(failureOf(wrapped(error))).toMatchObject({ code: "UNAVAILABLE", retryAfterSeconds: 5 });
});

test.each([withCode("23505"), withCode("42P01"), new TypeError("x is not a function"), "text", null])(
  "%s does not",
  (error) => expect(isUnavailable(error)).toBe(false),
);

import { expect, it } from "vitest";
import { interpret } from "./outcome";

const NOW = Date.parse("2026-03-01T00:00:00Z");

function answer(status: number, body: unknown, headers: Record<string, string> = {}, isLast = false) {
  const reply = { status, headers: { "x-inngest-sdk": "js:v4", ...headers }, text: JSON.stringify(body) };
  return interpret(reply, isLast, NOW);
}
const run = { id: "h1", op: "StepRun", data: { b: 2, a: 1 } };

it("takes 200 and RunComplete as the end, with the steps before it", () => {
  expect(answer(200, { ok: 1 })).toEqual({ kind: "complete", saved: [], output: '{"ok":1}' });
  expect(answer(206, [run, { id: "c", op: "RunComplete", data: 7 }])).toEqual({
    kind: "complete",
    saved: [{ id: "h1", value: '{"data":{"a":1,"b":2}}' }],
    output: "7",
  });
});

it("keeps a finished or finally failed step and goes on", () => {
  expect(answer(206, [run])).toMatchObject({ kind: "advance", saved: [{ id: "h1" }] });
  const failed = { id: "h2", op: "StepFailed", error: { name: "TypeError", message: "no", stack: "s" } };
  expect(answer(206, [failed], { "x-inngest-no-retry": "true" })).toEqual({
    kind: "advance",
    saved: [{ id: "h2", value: '{"error":{"message":"no","name":"TypeError","stack":"s"}}' }],
  });
});

it("retries a step's or a function's error when the app says so", () => {
  const error = { id: "h2", op: "StepError", error: { name: "Error", message: "later" } };
  expect(answer(206, [run, error], { "retry-after": "3" })).toEqual({
    kind: "retry",
    saved: [{ id: "h1", value: '{"data":{"a":1,"b":2}}' }],
    reason: "later",
    afterMs: 3_000,
  });
  expect(answer(500, { name: "Error", message: "oops" })).toMatchObject({ kind: "retry", reason: "oops" });
});

it("fails for good on no-retry or on the last try", () => {
  const error = { name: "Error", message: "oops" };
  expect(answer(400, error, { "x-inngest-no-retry": "true" })).toMatchObject({ kind: "fail", error });
  expect(answer(500, error, {}, true)).toMatchObject({ kind: "fail", error });
});

it("plans parallel steps and sleeps", () => {
  const ops = [
    { id: "p1", op: "StepPlanned" },
    { id: "p2", op: "Sleep", name: "2s" },
    { id: "p3", op: "Sleep", name: "2026-03-01T00:00:09.000Z" },
  ];
  expect(answer(206, ops)).toEqual({
    kind: "plan",
    saved: [],
    planned: [
      { stepId: "p1", kind: "step", delayMs: 0 },
      { stepId: "p2", kind: "sleep", delayMs: 2_000 },
      { stepId: "p3", kind: "sleep", delayMs: 9_000 },
    ],
  });
});

it("does not take another server's answer for the SDK's", () => {
  const reply = { status: 200, headers: {}, text: "<html>" };
  expect(interpret(reply, true, NOW)).toMatchObject({ kind: "drop" });
});

it.each(["WaitForEvent", "InvokeFunction", "AIGateway", "DeferAdd"])("fails a run that needs %s", (op) => {
  const outcome = answer(206, [{ id: "x", op }]);
  expect(outcome).toMatchObject({ kind: "fail", error: { message: expect.stringContaining(op) } });
});

it("does not go round in circles on an empty answer", () => {
  expect(answer(206, [])).toMatchObject({ kind: "retry" });
});

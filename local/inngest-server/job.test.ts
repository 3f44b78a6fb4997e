import canonicalize from "canonicalize";
import { expect, it } from "vitest";
import { callBody, type Job } from "./job";

it("writes the call as JCS text, the form that is signed", () => {
  const job: Job = {
    ...{ id: "7", runId: "R", functionId: "shop-f", kind: "discover", stepId: "step" },
    ...{ attempt: 1, drops: 0, generation: 3, limits: [], ended: false },
    events: ['{"data":{"a":"é\\u0000"},"id":"e1","name":"a/b","ts":1}', '{"id":"e2","name":"a/b","ts":2}'],
    steps: [
      { id: "bb", value: '{"data":1}' },
      { id: "aa", value: "null" },
    ],
  };
  const text = callBody(job, 5, "REQ");
  const body = JSON.parse(text);
  expect(canonicalize(body)).toBe(text);
  expect(body.ctx.stack).toEqual({ stack: ["bb", "aa"], current: 1 });
  expect(body).toMatchObject({ event: { id: "e1" }, events: [{ id: "e1" }, { id: "e2" }] });
  expect(body.steps).toEqual({ bb: { data: 1 }, aa: null });
});

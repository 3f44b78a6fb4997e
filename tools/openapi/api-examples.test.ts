import { expect, test } from "vitest";
import { z } from "zod";
import { isWrite } from "@/app/_lib/rest/operation";
import { operations } from "@/app/_lib/rest/operations";
import { apiExamples } from "./api-examples";

const examples = apiExamples();
/** As a client reads it: in JSON a date is a text. */
const reader = (schema: z.ZodType) =>
  z.fromJSONSchema(
    z.toJSONSchema(schema, {
      unrepresentable: "any",
      override: ({ zodSchema, jsonSchema }) => {
        if (zodSchema._zod.def.type === "date")
          Object.assign(jsonSchema, { type: "string", format: "date-time" });
      },
    }) as never,
  );

test.each(operations.map((operation) => [operation.id, operation] as const))(
  "the example of %s is a request that it takes, and an answer that it gives",
  (id, operation) => {
    const example = examples[id];
    expect(example, `API_EXAMPLES=write npx vitest run --project integration app/_lib/rest`).toBeDefined();
    if (operation.body) expect(operation.body.safeParse(example?.body).error).toBeUndefined();
    else
      expect(isWrite(operation) ? (example?.body ?? {}) : example?.body).toEqual(
        isWrite(operation) ? {} : undefined,
      );
    if (operation.response)
      expect(reader(operation.response).safeParse(example?.answer).error).toBeUndefined();
    else expect(example?.answer).toBeUndefined();
  },
);

test("no example is of an operation that is gone", () => {
  expect(Object.keys(examples).filter((id) => !operations.some((each) => each.id === id))).toEqual([]);
});

import { describe, expect, test } from "vitest";
import { breakingChanges } from "./document-changes";

const schema = {
  type: "object",
  properties: { name: { type: "string", maxLength: 10 }, kind: { type: "string", enum: ["A", "B"] } },
  required: ["name", "kind"],
  additionalProperties: false,
};
type Parts = {
  body?: unknown;
  answer?: unknown;
  parameters?: unknown[];
  security?: unknown[];
  status?: string;
  operationId?: string;
  headers?: object;
  refusals?: object;
};
const document = ({
  body = schema,
  answer = schema,
  parameters = [],
  security,
  status = "200",
  operationId = "makeThing",
  headers = {},
  refusals = {},
}: Parts = {}) => ({
  paths: {
    "/things": {
      post: {
        ...{ operationId, parameters },
        security: security ?? [{ oauth: ["write"] }, { session: [] }],
        requestBody: { content: { "application/json": { schema: body } } },
        responses: {
          [status]: {
            headers,
            content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
          },
          ...refusals,
        },
      },
    },
  },
  components: { schemas: { Thing: answer } },
});
const changed = (parts: object) => ({ ...schema, ...parts });
const query = (more = {}) => ({ name: "q", in: "query", schema: { type: "string" }, ...more });
const tag = (more = {}) => ({ ETag: { schema: { type: "string", pattern: "^[0-9]+$" }, ...more } });
const orNull = { anyOf: [{ type: "string" }, { type: "null" }] };
const property = (name: string, inner: unknown) =>
  changed({ properties: { ...schema.properties, [name]: inner } });

describe("clients of the document before go on", () => {
  test.each<[string, Parts, Parts]>([
    ["nothing changes", {}, {}],
    ["an answer has a new field", {}, { answer: property("more", { type: "string" }) }],
    ["a request may have a new field", {}, { body: property("more", { type: "string" }) }],
    ["a field of a request is not required any more", {}, { body: changed({ required: ["kind"] }) }],
    [
      "a request takes another value",
      {},
      { body: property("kind", { type: "string", enum: ["A", "B", "C"] }) },
    ],
    ["an answer has fewer values", {}, { answer: property("kind", { type: "string", enum: ["A"] }) }],
    ["an optional parameter is new", {}, { parameters: [query()] }],
    ["a scope opens it too", {}, { security: [{ oauth: ["write"] }, { oauth: ["all"] }, { session: [] }] }],
    ["an answer has a new header", {}, { headers: tag() }],
    ["a new refusal", {}, { refusals: { "409": {} } }],
    ["a field of a request may be null", {}, { body: property("name", orNull) }],
    ["words change", {}, { answer: changed({ description: "other words" }) }],
  ])("%s", (_, before, after) => {
    expect(breakingChanges(document(before), document(after))).toEqual([]);
  });
});

describe("a client of the document before breaks", () => {
  test.each<[string, Parts, Parts]>([
    [
      "a field of an answer is gone",
      {},
      { answer: changed({ properties: { kind: schema.properties.kind } }) },
    ],
    ["a field of an answer may be absent", {}, { answer: changed({ required: ["kind"] }) }],
    ["a field of an answer has another type", {}, { answer: property("name", { type: "integer" }) }],
    [
      "a field of an answer may be null",
      {},
      { answer: property("name", { anyOf: [{ type: "string" }, { type: "null" }] }) },
    ],
    [
      "an answer has a value that the client does not know",
      {},
      { answer: property("kind", { type: "string", enum: ["A", "B", "C"] }) },
    ],
    [
      "a field of a request is gone",
      {},
      { body: changed({ properties: { kind: schema.properties.kind }, required: ["kind"] }) },
    ],
    [
      "a request needs a new field",
      {},
      {
        body: changed({
          properties: { ...schema.properties, more: { type: "string" } },
          required: ["name", "kind", "more"],
        }),
      },
    ],
    ["a request takes a value no more", {}, { body: property("kind", { type: "string", enum: ["A"] }) }],
    [
      "a text of a request has to be shorter",
      {},
      { body: property("name", { type: "string", maxLength: 5 }) },
    ],
    ["a parameter is gone", { parameters: [query()] }, {}],
    ["a parameter is required now", { parameters: [query()] }, { parameters: [query({ required: true })] }],
    ["a new parameter is required", {}, { parameters: [query({ required: true })] }],
    [
      "a parameter takes less",
      { parameters: [query()] },
      { parameters: [query({ schema: { type: "integer" } })] },
    ],
    ["a field of a request must not be null any more", { body: property("name", orNull) }, {}],
    ["an operation has another name", {}, { operationId: "createThing" }],
    ["a header of an answer is gone", { headers: tag() }, {}],
    ["a header of an answer may be absent", { headers: tag({ required: true }) }, { headers: tag() }],
    [
      "a header of an answer has other values",
      { headers: tag() },
      { headers: tag({ schema: { type: "string", pattern: "^[a-z]+$" } }) },
    ],
    ["a refusal is gone", { refusals: { "409": {} } }, {}],
    [
      "a header of a refusal is gone",
      { refusals: { "429": { headers: tag() } } },
      { refusals: { "429": {} } },
    ],
    ["success has another status", {}, { status: "201" }],
    ["a scope does not open it any more", {}, { security: [{ oauth: ["other"] }, { session: [] }] }],
    ["a session does not open it any more", {}, { security: [{ oauth: ["write"] }] }],
  ])("%s", (_, before, after) => {
    expect(breakingChanges(document(before), document(after))).not.toEqual([]);
  });

  test("an operation is gone", () => {
    expect(breakingChanges(document(), { paths: {} })).toEqual(["POST /things is gone"]);
  });
});

test("what endpoints of partners receive stays readable", () => {
  const sent = (body: object) => ({
    paths: {},
    webhooks: {
      "a.b": { post: { responses: {}, requestBody: { content: { "application/json": { schema: body } } } } },
    },
  });
  expect(breakingChanges(sent(schema), sent(property("more", { type: "string" })))).toEqual([]);
  expect(breakingChanges(sent(schema), sent(changed({ required: ["kind"] })))).toEqual([
    "webhook a.b: name may be absent",
  ]);
  expect(breakingChanges(sent(schema), { paths: {} })).toEqual(["webhook a.b is gone"]);
  const signed = (parameters: object[], operationId = "onAB") => ({
    ...{ paths: {}, webhooks: { "a.b": { post: { operationId, parameters, responses: {} } } } },
  });
  const id = { name: "webhook-id", in: "header", required: true, schema: { type: "string" } };
  expect(breakingChanges(signed([id]), signed([]))).toEqual(["webhook a.b: header webhook-id is gone"]);
  expect(breakingChanges(signed([id]), signed([{ ...id, required: false }]))).toEqual([
    "webhook a.b: header webhook-id may be absent",
  ]);
  expect(breakingChanges(signed([id]), signed([id], "onOther"))).toEqual([
    "webhook a.b: operationId onAB is onOther now",
  ]);
});

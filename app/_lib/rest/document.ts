import { z } from "zod";
import { httpStatus } from "@/app/_lib/http/api";
import { problemTitles } from "@/app/_lib/http/problem-titles";
import { type ErrorCode, errorCodes } from "@/server/shared/errors";
import { publicEvents, webhookBody } from "@/server/webhooks/events";
import { headerComponents, problemSchema, securitySchemes, usedParameters } from "./document-components";
import { type Json, namedSchemas, options, schemaOf } from "./json-schemas";
import { type AnyOperation, isWrite, scopesOf, statusOf, tags } from "./operation";
import { operations } from "./operations";

/** The refusals that an operation may answer whatever it does, on top of its own. */
function commonErrors(operation: AnyOperation): ErrorCode[] {
  return [
    ...(operation.params || operation.query || operation.body ? (["INVALID_INPUT"] as const) : []),
    ...(scopesOf(operation).length === 0
      ? (["UNAUTHENTICATED"] as const)
      : (["UNAUTHENTICATED", "FORBIDDEN", "INSUFFICIENT_SCOPE"] as const)),
    ...(operation.params ? (["NOT_FOUND"] as const) : []),
    ...(operation.body ? (["TOO_LARGE"] as const) : []),
    ...(isWrite(operation)
      ? (["FORBIDDEN", "INVALID_INPUT", "IDEMPOTENCY_KEY_REUSED", "REQUEST_IN_PROGRESS"] as const)
      : []),
    ...(operation.conditional ? (["PRECONDITION_FAILED"] as const) : []),
    ...(["RATE_LIMITED", "UNAVAILABLE"] as const),
  ];
}

/** All codes with which an operation may refuse. */
export const errorsOf = (operation: AnyOperation): ErrorCode[] =>
  errorCodes.filter((code) => [...commonErrors(operation), ...(operation.errors ?? [])].includes(code));

/** A request that was made and what it was answered, by the id of its operation. */
export type ApiExamples = Readonly<Record<string, { body?: unknown; answer?: unknown }>>;

/** The OpenAPI 3.1 document of the API, made from the operations and the schemas that their verbs and views use. */
export function openApiDocument(examples: ApiExamples = {}): Json {
  return {
    openapi: "3.1.0",
    info: {
      title: "MSA Air API",
      version: "1.0.0",
      description,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/api/v1" }],
    tags: Object.entries(tags).map(([name, text]) => ({ name, description: text })),
    security: [{ oauth: [] }, { session: [] }],
    paths: pathsOf(operations, examples),
    webhooks: webhooksOf(),
    components: {
      schemas: { ...namedSchemas(), Problem: problemSchema },
      headers: headerComponents,
      parameters: usedParameters(),
      securitySchemes: securitySchemes(),
    },
  };
}

const description = [
  "Search, sell and manage flights.",
  "Amounts are whole Korean won. Instants are ISO 8601 in UTC; dates are the local dates of the airport.",
  "A refusal is a problem document (RFC 9457) whose `code` never changes; its `title` is in Korean or English, by `Accept-Language`.",
  "Every write takes an `Idempotency-Key`: the same request with the same key gets the same answer for a day.",
  "`ETag` is the version of an order, and `If-Match` lets a write run on that version alone.",
  "Lists are paged by a cursor: `nextCursor` of one page is `cursor` of the next one, null on the last.",
].join("\n\n");

/** What endpoints of partners receive, by the type of the event. */
const webhooksOf = (): Json =>
  Object.fromEntries(
    publicEvents.map(({ type, version, data }) => [
      type,
      {
        post: {
          operationId: `on${type.replaceAll(/(?:^|[._])([a-z])/g, (_, letter: string) => letter.toUpperCase())}`,
          summary: `${type}, version ${version}`,
          requestBody: {
            required: true,
            content: jsonContent(
              schemaOf(
                webhookBody.extend({ type: z.literal(type), version: z.literal(version), data }),
                "output",
              ),
              undefined,
            ),
          },
          responses: {
            "2XX": { description: "The endpoint has it." },
            "4XX": { description: "Tried again for 72 hours." },
          },
          security: [],
        },
      },
    ]),
  );

function pathsOf(list: readonly AnyOperation[], examples: ApiExamples): Json {
  const paths: Record<string, Json> = {};
  for (const each of list)
    paths[each.path] = {
      ...paths[each.path],
      [each.method.toLowerCase()]: operationObject(each, examples[each.id]),
    };
  return paths;
}

function operationObject(operation: AnyOperation, example: ApiExamples[string] = {}): Json {
  const { id, tag, summary, description: text, body } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(text && { description: text }),
    security: securityOf(operation),
    parameters: parametersOf(operation),
    ...(body && {
      requestBody: { required: true, content: jsonContent(schemaOf(body, "input"), example.body) },
    }),
    responses: responsesOf(operation, example),
  };
}

/** One of these is enough. */
function securityOf(operation: AnyOperation): Json[] {
  const scopes = scopesOf(operation);
  if (scopes.length === 0) return [{}, { oauth: [] }];
  return [...scopes.map((scope) => ({ oauth: [scope] })), { session: [] }];
}

const jsonContent = (schema: Json, example: unknown): Json => ({
  "application/json": { schema, ...(example !== undefined && { example }) },
});

function parametersOf(operation: AnyOperation): Json[] {
  const place = (where: "path" | "query", schema: z.ZodType | undefined) => {
    if (!schema) return [];
    const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input", ...options }) as {
      properties?: Record<string, Json>;
      required?: string[];
    };
    return Object.entries(properties).map(([name, { description: text, ...each }]) => ({
      ...{ name, in: where, required: where === "path" || required.includes(name) },
      ...(text ? { description: text } : {}),
      schema: each,
    }));
  };
  const shared = [
    ...(isWrite(operation) ? ["IdempotencyKey"] : []),
    ...(operation.conditional ? ["IfMatch"] : []),
    "AcceptLanguage",
  ];
  return [
    ...place("path", operation.params),
    ...place("query", operation.query),
    ...shared.map((name) => ({ $ref: `#/components/parameters/${name}` })),
  ];
}

function responsesOf(operation: AnyOperation, { answer }: ApiExamples[string]): Json {
  const { response, version } = operation;
  const success = {
    description: response ? "Done." : "Done. There is no content.",
    headers: {
      ...(version && { ETag: { $ref: "#/components/headers/ETag" } }),
      RateLimit: { $ref: "#/components/headers/RateLimit" },
      "RateLimit-Policy": { $ref: "#/components/headers/RateLimitPolicy" },
    },
    ...(response && { content: jsonContent(schemaOf(response, "output"), answer) }),
  };
  const codes = errorsOf(operation);
  const statuses = [...new Set(codes.map((code) => httpStatus[code]))];
  const refusals = statuses.map((status) => [
    status,
    refusalObject(codes.filter((code) => httpStatus[code] === status)),
  ]);
  return { [statusOf(operation)]: success, ...Object.fromEntries(refusals) };
}

const refusalObject = (codes: readonly ErrorCode[]): Json => ({
  description: codes.map((code) => `\`${code}\`: ${problemTitles[code].en}`).join("\n\n"),
  content: problemContent(codes),
});

const problemContent = (codes: readonly ErrorCode[]): Json => ({
  "application/problem+json": {
    schema: {
      allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: [...codes] } } }],
    },
  },
});

import { z } from "zod";
import { httpStatus, tokenErrors } from "@/app/_lib/http/problem";
import { problemTitles } from "@/app/_lib/http/problem-titles";
import { type ErrorCode, errorCodes } from "@/server/shared/errors";
import {
  headerComponents,
  headerRefs,
  problemSchema,
  securitySchemes,
  sharedHeaders,
  usedParameters,
} from "./document-components";
import { type DocumentedCaps, descriptionOf } from "./document-text";
import { documentedWebhooks } from "./document-webhooks";
import { type Json, namedSchemas, options, schemaOf } from "./json-schemas";
import { type AnyOperation, hasEntityTag, isWrite, scopesOf, statusOf, tags } from "./operation";
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

/**
 * The OpenAPI 3.1 document of the API, made from the operations and the schemas that their verbs and views use.
 *
 * @param caps the caps on unpaid holds that the airline begins with: without them they are not described.
 */
export function openApiDocument(examples: ApiExamples = {}, caps?: DocumentedCaps): Json {
  return {
    openapi: "3.1.0",
    info: {
      title: "MSA Air API",
      version: "1.0.0",
      description: descriptionOf(caps),
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/api/v1" }],
    tags: Object.entries(tags).map(([name, text]) => ({ name, description: text })),
    security: [{ oauth: [] }, { session: [] }],
    paths: pathsOf(operations, examples),
    webhooks: documentedWebhooks(),
    components: {
      schemas: { ...namedSchemas(), Problem: problemSchema },
      headers: headerComponents,
      parameters: usedParameters(),
      securitySchemes: securitySchemes(),
    },
  };
}

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
      requestBody: {
        required: !operation.bodyOptional,
        content: jsonContent(schemaOf(body, "input"), example.body),
      },
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

/** The bytes of a file are no JSON: generators of clients know them by this format. */
const fileContent = (type: string): Json => ({ [type]: { schema: { type: "string", format: "binary" } } });

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
    ...(operation.ageMs ? ["IfNoneMatch"] : []),
    ...(readsPlace(operation) ? ["WaitingRoomPlace"] : []),
    "AcceptLanguage",
  ];
  return [
    ...place("path", operation.params),
    ...place("query", operation.query),
    ...shared.map((name) => ({ $ref: `#/components/parameters/${name}` })),
  ];
}

/** What a waiting room may refuse, and what is about one's own place there. */
const readsPlace = (operation: AnyOperation): boolean =>
  errorsOf(operation).includes("WAITING_ROOM") || operation.path.endsWith("/place");

function responsesOf(operation: AnyOperation, { answer }: ApiExamples[string]): Json {
  const { response, file, ageMs } = operation;
  const success = {
    description: response || file ? "Done." : "Done. There is no content.",
    headers: {
      ...(hasEntityTag(operation) && headerRefs("ETag")),
      ...(ageMs && sharedHeaders),
      ...(isWrite(operation) && headerRefs("Idempotent-Replayed")),
      ...headerRefs("RateLimit", "RateLimit-Policy"),
    },
    ...(response && { content: jsonContent(schemaOf(response, "output"), answer) }),
    ...(file && { content: fileContent(file) }),
  };
  const codes = errorsOf(operation);
  const statuses = [...new Set(codes.map((code) => httpStatus[code]))];
  const refusals = statuses.map((status) => [
    status,
    refusalObject(codes.filter((code) => httpStatus[code] === status)),
  ]);
  return {
    [statusOf(operation)]: success,
    ...(ageMs && {
      304: { description: "`If-None-Match` names this answer.", headers: sharedHeaders },
    }),
    ...Object.fromEntries(refusals),
  };
}

/** Refusals that pass by themselves. */
const saysWhen = (code: ErrorCode): boolean =>
  [429, 503].includes(httpStatus[code]) || code === "REQUEST_IN_PROGRESS" || code === "SEATS_IN_CHECKOUT";

const refusalObject = (codes: readonly ErrorCode[]): Json => ({
  description: codes.map((code) => `\`${code}\`: ${problemTitles[code].en}`).join("\n\n"),
  headers: {
    ...(codes.some((code) => tokenErrors[code]) && headerRefs("WWW-Authenticate")),
    ...(codes.some(saysWhen) && headerRefs("Retry-After")),
    ...(codes.includes("RATE_LIMITED") && headerRefs("RateLimit", "RateLimit-Policy")),
  },
  content: problemContent(codes),
});

const problemContent = (codes: readonly ErrorCode[]): Json => ({
  "application/problem+json": {
    schema: {
      allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: [...codes] } } }],
    },
  },
});

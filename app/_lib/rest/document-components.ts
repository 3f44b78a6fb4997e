import { scopes } from "@/server/platform/scopes";
import { errorCodes } from "@/server/shared/errors";
import type { Json } from "./json-schemas";
import { operations } from "./operations";

/** The shape of every refusal. */
export const problemSchema = {
  type: "object",
  description: "Why a request was refused (RFC 9457).",
  required: ["type", "title", "status", "code"],
  properties: {
    type: { type: "string", format: "uri-reference" },
    title: { type: "string", description: "What happened, in the language that the client accepts." },
    detail: { type: "string" },
    status: { type: "integer" },
    code: { enum: [...errorCodes] },
    fieldErrors: {
      type: "object",
      description: "The path of each field that is not valid, such as `passengers.0.surname`, with a code.",
      additionalProperties: { type: "string" },
    },
    correlationId: { type: "string", description: "Names the fault in the airline's log." },
  },
};

/** Headers of answers. */
export const headerComponents = {
  ETag: { description: "The version of the order.", schema: { type: "string", pattern: '^"[1-9][0-9]*"$' } },
  RateLimit: {
    description: "What is left in this minute (`r`) and its seconds (`t`). For clients with a token.",
    schema: { type: "string" },
  },
  RateLimitPolicy: {
    description: "The client's limit (`q`) and its window in seconds (`w`).",
    schema: { type: "string" },
  },
};

const parameterComponents = {
  IdempotencyKey: {
    ...{ name: "Idempotency-Key", in: "header", required: false },
    description:
      "One key per write, such as a UUID. The same request with it gets the same answer for a day.",
    schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[!-~]+$" },
  },
  IfMatch: {
    ...{ name: "If-Match", in: "header", required: false },
    description: "The `ETag` of the order on which alone the write may run.",
    schema: { type: "string" },
  },
  AcceptLanguage: {
    ...{ name: "Accept-Language", in: "header", required: false },
    description: "The language of problems: `ko` or `en`.",
    schema: { type: "string" },
  },
};

/** `If-Match` only once an operation takes it. */
export function usedParameters(): Json {
  const { IfMatch, ...always } = parameterComponents;
  return operations.some(({ conditional }) => conditional) ? { ...always, IfMatch } : always;
}

/** How callers prove who they are. */
export const securitySchemes = (): Json => ({
  oauth: {
    type: "oauth2",
    description: "OAuth 2.1 client credentials. The airline registers clients.",
    flows: {
      clientCredentials: {
        tokenUrl: "/api/oauth/token",
        scopes: Object.fromEntries(
          Object.entries(scopes).map(([name, { staff }]) => [name, staff ? "Staff" : ""]),
        ),
      },
    },
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "next-auth.session-token",
    description: "The site's own session.",
  },
});

import { sessionCookieName } from "@/app/_lib/auth/session-cookie";
import english from "@/messages/en/admin.json";
import korean from "@/messages/ko/admin.json";
import { scopeNames } from "@/server/platform/scopes";
import { errorCodes } from "@/server/shared/errors";
import type { Json } from "./json-schemas";
import { operations } from "./operations";
import { PLACE_HEADER } from "./place-header";

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
    waitingRoom: {
      type: "string",
      description: "Of WAITING_ROOM: the address of the waiting room, also in the header `Link`.",
    },
    correlationId: { type: "string", description: "Names the fault in the airline's log." },
  },
};

const text = (description: string, schema: Json = {}): Json => ({
  description,
  schema: { type: "string", ...schema },
});

/** Headers of answers. */
export const headerComponents = {
  ETag: text(
    "The version of the order in the address, or of the one that was made: after a write, the one that it left.",
    { pattern: '^"[1-9][0-9]*"$' },
  ),
  "Idempotent-Replayed": text(
    "`true` when the request with this `Idempotency-Key` was answered before, and this is its answer again.",
    { enum: ["true"] },
  ),
  "Retry-After": text("The seconds after which it makes sense to ask again.", { pattern: "^[0-9]+$" }),
  "WWW-Authenticate": text(
    "Where to get a token (RFC 9728), and what was wrong with the one that was shown (RFC 6750).",
  ),
  RateLimit: text(
    "What is left in this minute (`r`) and its seconds (`t`). On every answer to a client with a token.",
  ),
  "RateLimit-Policy": text(
    "The client's limit (`q`) and its window in seconds (`w`). On every answer to a client with a token.",
  ),
};

/** Headers of an answer that caches may share. */
export const sharedHeaders = {
  "Cache-Control": { description: "For how long a shared cache may keep it.", schema: { type: "string" } },
  Age: { description: "Seconds since it was read, rounded up.", schema: { type: "integer" } },
  ETag: { description: "Changes with the answer.", schema: { type: "string" } },
};

/** References to headers of answers. */
export const headerRefs = (...names: (keyof typeof headerComponents)[]): Json =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

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
  IfNoneMatch: {
    ...{ name: "If-None-Match", in: "header", required: false },
    description: "The `ETag` of an answer that the client has: 304 when it is still the same.",
    schema: { type: "string" },
  },
  WaitingRoomPlace: {
    ...{ name: PLACE_HEADER, in: "header", required: false },
    description: "The `token` of a place in a waiting room that was taken without an account.",
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
          scopeNames.map((name) => [
            name,
            `${english.clients.scopeNames[name]} · ${korean.clients.scopeNames[name]}`,
          ]),
        ),
      },
    },
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: sessionCookieName("https:"),
    description: `The session of the site's own pages. Over plain http its name is \`${sessionCookieName("http:")}\`.`,
  },
});

import { Ajv2020 } from "ajv/dist/2020";
import { expect } from "vitest";
import type { z } from "zod";
import type { Caller } from "@/app/_lib/rest/caller";
import { errorsOf, openApiDocument } from "@/app/_lib/rest/document";
import { type AnyOperation, hasEntityTag, type Operation, statusOf } from "@/app/_lib/rest/operation";
import { serve } from "@/app/_lib/rest/serve";
import type { Scope } from "@/server/platform/scopes";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { keepExample } from "@/tools/openapi/api-examples";
import { asking } from "./scripted-caller";

export type Asked = {
  params?: Record<string, string | number>;
  query?: Record<string, string | number>;
  body?: unknown;
  headers?: Record<string, string>;
};

/** A client of the API that acts for an account, with these scopes. */
export const clientOf = ({ actor }: RequestContext, scopes: readonly Scope[]): Caller => ({
  ctx: { actor },
  client: { id: uuidv7(), scopes, requestsPerMinute: 1_000 },
});

/**
 * Asks an operation through its route. The answer must be what the document says: its status, headers, shape and code. What the
 * verb answers must be what its schema says, to the field.
 *
 * @returns `code`: that of the refusal; null when there is none.
 */
export async function ask(operation: AnyOperation, by: RequestContext | Caller, asked: Asked = {}) {
  asking.caller = "ctx" in by ? by : { ctx: by };
  const params = textsOf(asked.params);
  let found: unknown;
  const watched: AnyOperation = {
    ...operation,
    run: async (...input) => {
      found = await operation.run(...input);
      return found;
    },
  };
  const response = await serve(watched)(requestFor(operation, asked), { params: Promise.resolve(params) });
  const { status, headers } = response;
  const text = await response.text();
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it; the document is compared with all of it.
  const data: any = text === "" ? null : response.ok && operation.file ? text : JSON.parse(text);
  const code: string | null = response.ok ? null : String(data.code);
  requireDocumented(operation, response, code, data);
  if (code === null) {
    if (operation.response && found !== undefined) expect(operation.response.parse(found)).toEqual(found);
    if (operation.file) expect(headers.get("content-type")?.split(";")[0]).toBe(operation.file);
    keepExample(operation.id, { body: asked.body, answer: operation.file ? undefined : (data ?? undefined) });
  }
  return { status, code, data, headers };
}

const textsOf = (values: Asked["params"] = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

function requestFor({ method, path }: AnyOperation, { params, query, body, headers }: Asked): Request {
  const filled = textsOf(params);
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(filled[name] ?? ""));
  return new Request(`http://localhost:3000/api/v1${address}?${new URLSearchParams(textsOf(query))}`, {
    ...{ method, headers: headers ?? {} },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

type Answer<R> = R extends z.ZodType ? z.output<R> : null;

/** Asks an operation that has to succeed. @returns its answer; dates are text, as in JSON. @throws Error when it is refused. */
export async function done<R extends z.ZodType | undefined>(
  // biome-ignore lint/suspicious/noExplicitAny: the other parts of the operation do not matter here.
  operation: Operation<any, any, any, R>,
  by: RequestContext | Caller,
  asked: Asked = {},
): Promise<Answer<R>> {
  const { code, data } = await ask(operation, by, asked);
  if (code !== null) throw new Error(`${operation.id}: ${JSON.stringify(data)}`);
  return data as Answer<R>;
}

/** The code of a refusal. */
export const codeFrom = async (answer: ReturnType<typeof ask>): Promise<string | null> => (await answer).code;

type Described = { content?: Record<string, { schema: object }>; headers?: object };
type Document = {
  components: { headers: object };
  paths: Record<string, Record<string, { responses: Record<string, Described> }>>;
};

const { paths, components } = openApiDocument() as Document;
const ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false });

function requireDocumented(
  operation: AnyOperation,
  response: Response,
  code: string | null,
  answer: unknown,
) {
  const { status, headers } = response;
  const described = paths[operation.path]?.[operation.method.toLowerCase()]?.responses[status];
  if (!described || (code === null && status !== statusOf(operation)))
    throw new Error(`${operation.id} answers ${status}, which is not documented`);
  if (code !== null && !(errorsOf(operation) as string[]).includes(code))
    throw new Error(`${operation.id} refuses with ${code}, which is not documented`);
  // The limits are on every answer to a client: the document says so once.
  const named = Object.keys(components.headers).filter((name) => !name.startsWith("RateLimit"));
  for (const name of named)
    if (headers.has(name) && !(name in (described.headers ?? {})))
      throw new Error(`${operation.id} answers ${status} with ${name}, which is not documented`);
  if (code === null && hasEntityTag(operation) && !headers.has("etag"))
    throw new Error(`${operation.id} answers without its ETag`);
  const schema = code === null ? described.content?.["application/json"]?.schema : undefined;
  if (schema && !ajv.validate({ ...schema, components }, answer))
    throw new Error(`${operation.id}: ${ajv.errorsText()}: ${JSON.stringify(answer)}`);
}

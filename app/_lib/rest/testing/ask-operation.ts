import { Ajv2020 } from "ajv/dist/2020";
import type { z } from "zod";
import type { Caller } from "@/app/_lib/rest/caller";
import { errorsOf, openApiDocument } from "@/app/_lib/rest/document";
import { type AnyOperation, type Operation, statusOf } from "@/app/_lib/rest/operation";
import { serve } from "@/app/_lib/rest/serve";
import type { Scope } from "@/server/platform/scopes";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { keepExample } from "@/tools/openapi/api-examples";

/** Requests to operations, as tests make them. A test file mocks `callerOf` to return `asking.caller`. */
export const asking: { caller: Caller | null } = { caller: null };

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
 * Asks an operation through its route. The answer is compared with the document: one that it does not describe is an error.
 *
 * @returns `code`: that of the refusal; null when there is none.
 */
export async function ask(operation: AnyOperation, by: RequestContext | Caller, asked: Asked = {}) {
  asking.caller = "ctx" in by ? by : { ctx: by };
  const { params = {}, query = {}, body, headers = {} } = asked;
  const filled = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => filled[name] ?? "");
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const request = new Request(`http://localhost:3000/api/v1${path}?${search}`, {
    method: operation.method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const response = await serve(operation)(request, { params: Promise.resolve(filled) });
  const text = await response.text();
  const answer: unknown = text === "" ? null : JSON.parse(text);
  const { status } = response;
  const code = status < 400 ? null : String((answer as { code: unknown }).code);
  requireDocumented(operation, status, code, answer);
  if (code === null) keepExample(operation.id, { body, answer: answer ?? undefined });
  return { status, code, body: answer, headers: response.headers };
}

type Answer<R> = R extends z.ZodType ? z.output<R> : null;

/** Asks an operation that has to succeed. @returns its answer; dates are text, as in JSON. @throws Error when it is refused. */
export async function done<R extends z.ZodType | undefined>(
  // biome-ignore lint/suspicious/noExplicitAny: the other parts of the operation do not matter here.
  operation: Operation<any, any, any, R>,
  by: RequestContext | Caller,
  asked: Asked = {},
): Promise<Answer<R>> {
  const { code, body } = await ask(operation, by, asked);
  if (code !== null) throw new Error(`${operation.id}: ${JSON.stringify(body)}`);
  return body as Answer<R>;
}

type Described = { content?: Record<string, { schema: object }> };
type Document = { components: object; paths: Record<string, Record<string, Documented>> };
type Documented = { responses: Record<string, Described> };

const { paths, components } = openApiDocument() as Document;
const ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false });

function requireDocumented(operation: AnyOperation, status: number, code: string | null, answer: unknown) {
  const described = paths[operation.path]?.[operation.method.toLowerCase()]?.responses[status];
  if (!described || (code === null && status !== statusOf(operation)))
    throw new Error(`${operation.id} answers ${status}, which is not documented`);
  if (code !== null && !(errorsOf(operation) as string[]).includes(code))
    throw new Error(`${operation.id} refuses with ${code}, which is not documented`);
  const schema = code === null ? described.content?.["application/json"]?.schema : undefined;
  if (schema && !ajv.validate({ ...schema, components }, answer))
    throw new Error(`${operation.id}: ${ajv.errorsText()}: ${JSON.stringify(answer)}`);
}

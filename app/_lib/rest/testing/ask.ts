import { expect } from "vitest";
import { errorsOf } from "@/app/_lib/rest/document";
import type { AnyOperation } from "@/app/_lib/rest/operation";
import { serve } from "@/app/_lib/rest/serve";
import type { Scope } from "@/server/platform/scopes";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { keepExample } from "@/tools/openapi/api-examples";
import { asking } from "./scripted-caller";

type Asked = {
  params?: Record<string, string>;
  query?: Record<string, string | number>;
  body?: unknown;
  headers?: Record<string, string>;
  /** The scopes of a client's token. Without them a browser asks. */
  scopes?: readonly Scope[];
};

/**
 * Asks an operation through its route. What its verb answers must be what its schema says, to the field, and a refusal must
 * be one that its document names.
 */
export async function ask(
  operation: AnyOperation,
  ctx: RequestContext,
  { params = {}, query = {}, body, headers = {}, scopes }: Asked = {},
) {
  asking.caller = { ctx, ...(scopes && { client: { id: uuidv7(), scopes, requestsPerMinute: 100 } }) };
  let found: unknown;
  const watched: AnyOperation = {
    ...operation,
    run: async (...input) => {
      found = await operation.run(...input);
      return found;
    },
  };
  const response = await serve(watched)(requestFor(operation, { params, query, body, headers }), {
    params: Promise.resolve(params),
  });
  const text = await response.text();
  const data = text === "" ? null : JSON.parse(text);
  if (response.ok) {
    expectDocumented(operation, { status: response.status, found });
    keepExample(operation.id, { body, answer: data ?? undefined });
  } else expect([operation.id, ...errorsOf(operation)]).toContain(data.code);
  return { status: response.status, headers: response.headers, data };
}

function requestFor(
  { method, path }: AnyOperation,
  { params, query, body, headers }: Required<Omit<Asked, "scopes">>,
): Request {
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return new Request(`http://localhost:3000/api/v1${address}?${search}`, {
    ...{ method, headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

function expectDocumented(operation: AnyOperation, { status, found }: { status: number; found: unknown }) {
  expect(status).toBe(operation.status ?? (operation.response ? 200 : 204));
  if (operation.response) expect(operation.response.parse(found)).toEqual(found);
}

/** The code of a refusal. */
export const codeFrom = async (answer: ReturnType<typeof ask>): Promise<string> => (await answer).data?.code;

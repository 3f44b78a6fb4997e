import fc from "fast-check";
import { z } from "zod";
import type { JsonSchema } from "@/tools/contracts/json-schema";
import { valuesOf } from "@/tools/contracts/schema-values";
import { type Json, plain, resolved } from "@/tools/openapi/document-schemas";

type Content = Record<string, { schema: JsonSchema }>;
type Parameter = { name: string; in: "path" | "query" | "header"; required?: boolean; schema: JsonSchema };

/** One operation as the document describes it, without references. */
export type Described = {
  name: string;
  method: string;
  path: string;
  parameters: Parameter[];
  requestBody?: { content: Content };
  /** One of these is enough. */
  security: { oauth?: string[] }[];
  responses: Record<string, { content?: Content; headers?: object }>;
};

/** A request that the document allows, or one that it does not. */
export type ApiRequest = { method: string; path: string; headers: Record<string, string>; body?: string };

/** The operations of a served document. */
export function describedOperations(document: Json): Described[] {
  const { paths } = resolved(document, document) as {
    paths: Record<string, Record<string, Omit<Described, "name">>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, each]) => ({
      ...each,
      ...{ method: method.toUpperCase(), path, name: `${method.toUpperCase()} ${path}` },
    })),
  );
}

/** `known` are ids of the caller: requests with them get further. */
export function requestsOf(
  operation: Described,
  known: readonly string[],
  seed: number,
  rounds: number,
): ApiRequest[] {
  const { method } = operation;
  const bodySchema = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const bodies = bodySchema ? valuesOf(plain(bodySchema)) : fc.constant(undefined);
  const request = fc.record({
    values: fc.tuple(...operation.parameters.map((each) => parameterValue(each, known))),
    ...{ body: bodies, spoil: fc.integer({ min: 0, max: 5 }), cut: fc.nat() },
    headers: headersOf(operation),
  });
  return fc.sample(request, { seed, numRuns: rounds }).map(({ values, body, spoil, cut, headers }) => {
    const query = new URLSearchParams();
    let path = operation.path;
    operation.parameters.forEach(({ name, in: where }, n) => {
      const value = values[n];
      if (where === "path") path = path.replace(`{${name}}`, encodeURIComponent(String(value)));
      else if (where === "query" && value !== undefined) query.set(name, String(value));
    });
    const text = query.size > 0 ? `${path}?${query}` : path;
    return {
      ...{ method, headers, path: `/api/v1${text}` },
      ...(bodySchema && { body: spoiled(body, spoil, cut) }),
    };
  });
}

/** The headers of a write: as the document has them, and as it has not. */
function headersOf({ parameters, name }: Described): fc.Arbitrary<Record<string, string>> {
  const values: Record<string, fc.Arbitrary<string>> = {
    // The one with the operation's name comes again with other bodies.
    "Idempotency-Key": fc.oneof(
      { weight: 3, arbitrary: fc.uuid() },
      { weight: 3, arbitrary: fc.constant(`again-${name.replaceAll(/[^A-Za-z]/g, "-")}`) },
      fc.constantFrom("", "two words", "x".repeat(256), "x".repeat(255), "\u00e9"),
    ),
    "If-Match": fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom('"1"', "*") },
      fc.constantFrom('"2"', '"99"', '"0"', 'W/"1"', "1", '"x"', '"1", "2"', "", `"${"9".repeat(20)}"`),
    ),
    "Accept-Language": fc.constantFrom("ko", "en", "de", "*", "x;q=;;,"),
  };
  const known = parameters.flatMap(({ in: where, name: header }) => {
    const value = where === "header" ? values[header] : undefined;
    return value ? [[header, fc.option(value, { nil: undefined })] as const] : [];
  });
  return fc
    .record(Object.fromEntries(known))
    .map(
      (chosen) =>
        Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined)) as never,
    );
}

/** No flight of the tests has such an id: a request of staff must not cancel the flight of another test. */
const NO_FLIGHT = 2_100_000_000;

function parameterValue(
  { in: where, required, schema, name }: Parameter,
  known: readonly string[],
): fc.Arbitrary<unknown> {
  if (where === "header") return fc.constant(undefined);
  const numbers = /flight/i.test(name) || (where === "path" && schema.type === "integer");
  const values = numbers
    ? fc.integer({ min: NO_FLIGHT, max: NO_FLIGHT + 1_000 })
    : schema.format === "uuid"
      ? fc.oneof(fc.constantFrom(...known), fc.uuid())
      : valuesOf(plain(schema));
  // A path with an empty part is another path.
  const odd = fc.constantFrom(
    ...(where === "path" ? [] : [""]),
    "x",
    "-1",
    "0",
    "%00",
    "한글",
    "9".repeat(30),
    "__proto__",
  );
  const some = fc.oneof({ weight: 4, arbitrary: values }, { weight: 1, arbitrary: odd });
  return where === "query" && !required ? fc.option(some, { nil: undefined }) : some;
}

/** Half of the bodies are as the document says; of the others a field is missing or wrong, or all of it is. */
function spoiled(body: unknown, spoil: number, cut: number): string {
  if (spoil < 3) return JSON.stringify(body);
  if (spoil === 3) return JSON.stringify(body).slice(0, cut % 40);
  const fields = Object.entries(body as Json);
  const at = cut % Math.max(1, fields.length);
  const kept = fields.flatMap(([name, value], n) =>
    n !== at ? [[name, value]] : spoil === 4 ? [] : [[name, { odd: [value] }]],
  );
  return JSON.stringify(Object.fromEntries(kept));
}

/** Headers that the document has where they can come. */
const DOCUMENTED_HEADERS = ["ETag", "Idempotent-Replayed", "Retry-After", "WWW-Authenticate"];

/**
 * Returns what an answer has that the document does not say: its status, a header, its kind of content, its shape or its code; null
 * when it is documented.
 */
export function undocumented(
  operation: Described,
  { status, headers }: { status: number; headers: Headers },
  text: string,
): string | null {
  const described = operation.responses[status];
  if (!described) return `${status} is not documented: ${text.slice(0, 200)}`;
  const isDescribed = (name: string) => name in (described.headers ?? {});
  const unknown = DOCUMENTED_HEADERS.filter((name) => headers.has(name) && !isDescribed(name));
  if (unknown.length > 0) return `${status} has ${unknown.join(", ")}, which is not documented`;
  if (status < 300 && isDescribed("ETag") && !headers.has("ETag")) return `${status} has no ETag`;
  const contentType = headers.get("content-type") ?? "";
  const [[kind, media] = []] = Object.entries(described.content ?? {});
  if (!media) return text === "" ? null : `${status} has content`;
  if (!contentType.startsWith(String(kind))) return `${status} is ${contentType}, not ${kind}`;
  if (!/[/+]json/.test(contentType)) return text === "" ? `${status} is empty` : null;
  const result = readerOf(media.schema).safeParse(JSON.parse(text));
  return result.success ? null : `${status}: ${z.prettifyError(result.error)} ${text.slice(0, 300)}`;
}

const readers = new Map<JsonSchema, z.ZodType>();

function readerOf(schema: JsonSchema): z.ZodType {
  // zod takes a relative reference for an address that is not valid.
  const known = readers.get(schema) ?? z.fromJSONSchema(without(schema, "uri-reference") as never);
  readers.set(schema, known);
  return known;
}

const without = (schema: JsonSchema, format: string): unknown =>
  JSON.parse(JSON.stringify(schema), (name, value) =>
    name === "format" && value === format ? undefined : value,
  );

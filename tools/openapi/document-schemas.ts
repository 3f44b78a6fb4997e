import type { JsonSchema } from "@/tools/contracts/json-schema";

export type Json = Record<string, unknown>;

/** Replaces references. A document that refers to itself in a circle cannot be compared. */
export function resolved(part: unknown, document: Json, seen: readonly string[] = []): unknown {
  if (Array.isArray(part)) return part.map((each) => resolved(each, document, seen));
  if (typeof part !== "object" || part === null) return part;
  const { $ref, ...rest } = part as Json;
  if (typeof $ref !== "string")
    return Object.fromEntries(
      Object.entries(rest).map(([name, each]) => [name, resolved(each, document, seen)]),
    );
  if (seen.includes($ref)) throw new Error(`${$ref} refers to itself`);
  const target = $ref
    .slice(2)
    .split("/")
    .reduce<unknown>((at, name) => (at as Json)[name], document);
  return resolved(target, document, [...seen, $ref]);
}

/** Only the keywords that decide about values. */
export function plain(schema: JsonSchema): JsonSchema {
  const {
    description,
    default: _,
    examples,
    title,
    deprecated,
    readOnly,
    ...rest
  } = schema as JsonSchema & Json;
  const alternatives = (rest.oneOf ?? rest.anyOf) as JsonSchema[] | undefined;
  delete rest.oneOf;
  return {
    ...rest,
    ...(alternatives && { anyOf: alternatives.map(plain) }),
    ...(rest.items && { items: plain(rest.items) }),
    ...(rest.properties && {
      properties: Object.fromEntries(
        Object.entries(rest.properties).map(([name, each]) => [name, plain(each)]),
      ),
    }),
    ...(typeof rest.additionalProperties === "object" && {
      additionalProperties: plain(rest.additionalProperties),
    }),
  };
}

import { z } from "zod";
import { isNamed, schemaNames } from "./schema-names";

export type Json = Record<string, unknown>;

/** How zod writes the schemas of the API. */
export const options = {
  target: "draft-2020-12",
  // A date of a view is a string in JSON.
  unrepresentable: "any",
  override: ({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: Json }) => {
    if (zodSchema._zod.def.type === "date")
      Object.assign(jsonSchema, { type: "string", format: "date-time" });
    delete jsonSchema.id;
  },
} as const;

/** A schema as JSON Schema that stands by itself. */
export const jsonSchemaOf = (schema: z.ZodType, io: "input" | "output"): Json => {
  const { $schema, ...json } = z.toJSONSchema(schema, { io, ...options } as never) as Json;
  return json;
};

/** A schema as JSON Schema: a reference when it has a name. */
export function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const name = schemaNames.get(schema)?.id;
  if (name) return { $ref: `#/components/schemas/${name}` };
  const { $schema, $defs, ...json } = z.toJSONSchema(schema, {
    ...{ io, metadata: schemaNames },
    ...options,
    uri: (id: string) => `#/components/schemas/${id}`,
  } as never) as Json;
  return JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}

export function namedSchemas(): Json {
  const found: Json = {};
  for (const io of ["output", "input"] as const) {
    const { schemas } = z.toJSONSchema(schemaNames, {
      ...{ io, uri: (id: string) => `#/components/schemas/${id}` },
      ...options,
    } as never) as unknown as { schemas: Record<string, Json> };
    for (const [name, { $schema, $id, ...schema }] of Object.entries(schemas))
      if (isNamed(name, io)) found[name] = schema;
  }
  return found;
}

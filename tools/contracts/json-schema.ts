/** The part of JSON Schema that zod writes for the data of events. */
export interface JsonSchema {
  $schema?: string;
  type?: string | string[];
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  propertyNames?: JsonSchema;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}

/** The alternatives of a schema, each of one type. A schema without a type takes everything: it has no alternatives. */
export function alternativesOf(schema: JsonSchema): JsonSchema[] {
  const { anyOf, type, ...rest } = schema;
  if (anyOf) return anyOf.flatMap(alternativesOf);
  if (type === undefined) return [];
  return [type].flat().map((each) => ({ ...rest, type: each }));
}

/** A field of a schema: its path from the root, and how to change the schema there. */
export interface Field {
  /** `segments[].seats[].passengerId` */
  path: string;
  name: string;
  /** The object that the field belongs to. */
  parent: JsonSchema;
  schema: JsonSchema;
}

/** The fields of a schema and of everything in it. Their parents are parts of the given schema, so that they can be changed. */
export const fieldsOf = (schema: JsonSchema, path = ""): Field[] => [
  ...(schema.anyOf ?? []).flatMap((one) => fieldsOf(one, path)),
  ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const own = path ? `${path}.${name}` : name;
    return [{ path: own, name, parent: schema, schema: inner }, ...fieldsOf(inner, own)];
  }),
  ...(schema.items ? fieldsOf(schema.items, `${path}[]`) : []),
];

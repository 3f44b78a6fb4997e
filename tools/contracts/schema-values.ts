import fc, { type Arbitrary } from "fast-check";
import { alternativesOf, type JsonSchema } from "./json-schema";

/** Miles, money and numbers of an airline are no larger; the products of far larger ones are no whole numbers any more. */
const LARGEST_NUMBER = 1_000_000;

/** Few elements are enough: a contract says the same of each. */
const MAX_ELEMENTS = 2;

/** Values of a schema, as JSON. A refinement that JSON Schema cannot say is not kept: callers filter. */
export function valuesOf(schema: JsonSchema): Arbitrary<unknown> {
  const alternatives = alternativesOf(schema);
  if (alternatives.length === 0) return fc.jsonValue({ maxDepth: 1 });
  return fc.oneof(...alternatives.map(valuesOfType));
}

function valuesOfType(schema: JsonSchema): Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  switch (schema.type) {
    case "object":
      return objectsOf(schema);
    case "array": {
      const { items = {}, minItems = 0, maxItems = minItems + MAX_ELEMENTS } = schema;
      const maxLength = Math.min(maxItems, minItems + MAX_ELEMENTS);
      return fc.array(valuesOf(items), { minLength: minItems, maxLength });
    }
    case "string":
      return textsOf(schema);
    case "integer":
      return fc.integer({ min: lowestOf(schema), max: Math.min(schema.maximum ?? Infinity, LARGEST_NUMBER) });
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      throw new Error(`no values are known of type ${schema.type}`);
  }
}

const lowestOf = ({ minimum, exclusiveMinimum }: JsonSchema): number =>
  Math.max(minimum ?? -Infinity, (exclusiveMinimum ?? -Infinity) + 1, -LARGEST_NUMBER);

function objectsOf({ properties, required = [], additionalProperties }: JsonSchema): Arbitrary<unknown> {
  if (!properties && typeof additionalProperties === "object")
    return fc.dictionary(fc.string({ minLength: 1, maxLength: 4 }), valuesOf(additionalProperties), {
      maxKeys: MAX_ELEMENTS,
    });
  const fields = Object.entries(properties ?? {}).map(([name, inner]) => [name, valuesOf(inner)]);
  return fc.record(Object.fromEntries(fields), { requiredKeys: required as never[] });
}

function textsOf({ format, pattern, minLength = 0, maxLength }: JsonSchema): Arbitrary<string> {
  if (format === "uuid") return fc.uuid();
  if (format === "date-time") return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (pattern) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ minLength, maxLength: maxLength ?? minLength + 8 });
}

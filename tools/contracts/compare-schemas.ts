import { alternativesOf, type JsonSchema } from "./json-schema";

/** Keywords that the comparison understands. Another one in a contract is a finding: it would be overlooked. */
const KNOWN = new Set([
  ...["$schema", "type", "anyOf", "properties", "required", "additionalProperties", "propertyNames", "items"],
  ...["minItems", "maxItems", "enum", "const", "format", "pattern", "minLength", "maxLength"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
]);

/**
 * Returns one line for each way in which a published value may be no value for its reader: a field that is not there, may be
 * absent, has another type, or more values than the reader knows. A field that the reader takes as optional has to be there
 * as well: a reader of a name that nobody writes any more would notice nothing. Fields that the reader does not name may be
 * anything.
 */
export function contractProblems(published: JsonSchema, read: JsonSchema, path = ""): string[] {
  const at = path || "the data";
  const unknown = Object.keys(read).filter((keyword) => !KNOWN.has(keyword));
  if (unknown.length > 0) return [`${at}: the comparison does not know ${unknown.join(", ")}`];
  const taken = alternativesOf(read);
  if (taken.length === 0) return [];
  const given = alternativesOf(published);
  if (given.length === 0) return [`${at} may be anything`];
  return given.flatMap((one) => {
    const candidates = taken
      .filter((other) => other.type === one.type || (other.type === "number" && one.type === "integer"))
      .map((other) => problemsOfType(one, other, path));
    if (candidates.length === 0) return [`${at} may be ${one.type}, which the reader does not take`];
    return candidates.reduce((best, each) => (each.length < best.length ? each : best));
  });
}

function problemsOfType(published: JsonSchema, read: JsonSchema, path: string): string[] {
  if (read.type === "object") return objectProblems(published, read, path);
  if (read.type === "array")
    return [
      ...boundProblems(published, read, path),
      ...contractProblems(published.items ?? {}, read.items ?? {}, `${path}[]`),
    ];
  return [...valueProblems(published, read, path), ...boundProblems(published, read, path)];
}

function objectProblems(published: JsonSchema, read: JsonSchema, path: string): string[] {
  const given = published.properties ?? {};
  const own = (name: string) => (path ? `${path}.${name}` : name);
  const problems = Object.entries(read.properties ?? {}).flatMap(([name, inner]) => {
    const found = given[name];
    if (!found) return [`${own(name)} is not in the event`];
    const isOptional = read.required?.includes(name) && !published.required?.includes(name);
    return [
      ...(isOptional ? [`${own(name)} may be absent`] : []),
      ...contractProblems(found, inner, own(name)),
    ];
  });
  const others = read.additionalProperties;
  if (others === false)
    problems.push(
      ...Object.keys(given)
        .filter((name) => !(name in (read.properties ?? {})))
        .map((name) => `${own(name)} is refused by the reader`),
    );
  // Without keywords it takes anything.
  if (typeof others === "object" && Object.keys(others).length > 0) {
    const { additionalProperties } = published;
    problems.push(
      ...(typeof additionalProperties === "object"
        ? contractProblems(additionalProperties, others, `${path}{}`)
        : [`${path || "the data"} is no map any more`]),
    );
  }
  return problems;
}

function valueProblems(published: JsonSchema, read: JsonSchema, path: string): string[] {
  const taken = read.enum ?? (read.const === undefined ? undefined : [read.const]);
  if (taken) {
    const given = published.enum ?? (published.const === undefined ? undefined : [published.const]);
    if (!given) return [`${path} may be any ${published.type}`];
    return given
      .filter((value) => !taken.includes(value))
      .map((value) => `${path} may be ${JSON.stringify(value)}, which the reader does not know`);
  }
  if (read.format && read.format !== published.format)
    return [`${path} is no ${read.format}${published.format ? ` but ${published.format}` : ""}`];
  if (!read.format && read.pattern && read.pattern !== published.pattern)
    return [`${path} has another pattern`];
  return [];
}

/** The bounds of a schema. Exclusive ones are those of whole numbers: no event has others. */
const boundsOf = (schema: JsonSchema) => ({
  least: Math.max(
    schema.minimum ?? -Infinity,
    (schema.exclusiveMinimum ?? -Infinity) + 1,
    schema.minLength ?? schema.minItems ?? -Infinity,
  ),
  most: Math.min(
    schema.maximum ?? Infinity,
    (schema.exclusiveMaximum ?? Infinity) - 1,
    schema.maxLength ?? schema.maxItems ?? Infinity,
  ),
});

function boundProblems(published: JsonSchema, read: JsonSchema, path: string): string[] {
  const [given, taken] = [boundsOf(published), boundsOf(read)];
  return [
    ...(given.least < taken.least ? [`${path} may be below the reader's ${taken.least}`] : []),
    ...(given.most > taken.most ? [`${path} may be above the reader's ${taken.most}`] : []),
  ];
}

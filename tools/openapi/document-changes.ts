import { contractProblems } from "@/tools/contracts/compare-schemas";
import type { JsonSchema } from "@/tools/contracts/json-schema";
import { type Json, plain, resolved } from "./document-schemas";

type Header = { required?: boolean; schema: JsonSchema };
type Media = { content?: Record<string, { schema: JsonSchema }>; headers?: Record<string, Header> };
type Parameter = { name: string; in: string; required?: boolean; schema: JsonSchema };
type Security = Record<string, string[]>[];
type Operation = {
  operationId?: string;
  parameters?: Parameter[];
  requestBody?: Media;
  responses: Record<string, Media>;
  security?: Security;
};
type Operations = Map<string, Operation>;

/** What a document says, with every reference replaced by what it leads to. */
type Document = {
  paths: Record<string, Record<string, Operation>>;
  webhooks?: Record<string, { post: Operation }>;
};

/**
 * Returns one line for each difference that may break a client of the document before: an operation, its name in generated
 * clients, a parameter, an answer, a header or a field that is gone, a request that is refused now, an answer that the client cannot
 * read, a scope that it lacks. What is only added is no such difference.
 */
export function breakingChanges(before: Json, after: Json): string[] {
  return [...operationChanges(before, after), ...webhookChanges(before, after)];
}

/** What is sent to partners has to stay readable for the endpoints of the document before. */
function webhookChanges(before: Json, after: Json): string[] {
  const { webhooks: old = {} } = resolved(before, before) as Document;
  const { webhooks: now = {} } = resolved(after, after) as Document;
  return Object.entries(old).flatMap(([type, { post }]) => {
    const sent = now[type]?.post;
    if (!sent) return [`webhook ${type} is gone`];
    const [knownBody, sentBody] = [schemaOf(post.requestBody), schemaOf(sent.requestBody)];
    return [
      ...nameChanges(post, sent),
      ...headerChanges(headersOf(post), headersOf(sent)),
      ...(knownBody && !sentBody ? ["it has no body any more"] : []),
      ...(knownBody && sentBody ? contractProblems(plain(sentBody), tolerant(plain(knownBody))) : []),
    ].map((problem) => `webhook ${type}: ${problem}`);
  });
}

/** What a receiver gets in headers is described as parameters. */
const headersOf = ({ parameters = [] }: Operation): Record<string, Header> =>
  Object.fromEntries(parameters.flatMap((each) => (each.in === "header" ? [[each.name, each]] : [])));

/** Generated clients call an operation by its id. */
const nameChanges = (before: Operation, after: Operation): string[] =>
  before.operationId === after.operationId
    ? []
    : [`operationId ${before.operationId} is ${after.operationId} now`];

function operationChanges(before: Json, after: Json): string[] {
  const [old, now] = [operationsOf(before), operationsOf(after)];
  return [...old].flatMap(([name, operation]) => {
    const found = now.get(name);
    if (!found) return [`${name} is gone`];
    return [
      ...nameChanges(operation, found),
      ...parameterChanges(operation, found),
      ...bodyChanges(operation, found),
      ...answerChanges(operation, found),
      ...securityChanges(operation, found),
    ].map((problem) => `${name}: ${problem}`);
  });
}

function operationsOf(document: Json): Operations {
  const { paths } = resolved(document, document) as Document;
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation]),
    ),
  );
}

function parameterChanges(before: Operation, after: Operation): string[] {
  const key = ({ in: where, name }: Parameter) => `${where} parameter ${name}`;
  const now = new Map((after.parameters ?? []).map((each) => [key(each), each]));
  const old = new Set((before.parameters ?? []).map(key));
  return [
    ...(before.parameters ?? []).flatMap((each) => {
      const found = now.get(key(each));
      if (!found) return [`${key(each)} is gone`];
      if (found.required && !each.required) return [`${key(each)} is required now`];
      return accepted(each.schema, found.schema).map((problem) => `${key(each)}: ${problem}`);
    }),
    ...[...now].flatMap(([name, { required }]) =>
      required && !old.has(name) ? [`${name} is required now`] : [],
    ),
  ];
}

const schemaOf = (media: Media | undefined): JsonSchema | undefined =>
  Object.values(media?.content ?? {})[0]?.schema;

function bodyChanges(before: Operation, after: Operation): string[] {
  const [old, now] = [schemaOf(before.requestBody), schemaOf(after.requestBody)];
  if (!now) return [];
  return old ? accepted(old, now).map((problem) => `body: ${problem}`) : ["a body is required now"];
}

/** Answers have to stay. More refusals are allowed: clients know problems by their status class. */
function answerChanges(before: Operation, after: Operation): string[] {
  return Object.entries(before.responses).flatMap(([status, media]) => {
    const found = after.responses[status];
    if (!found) return [`it is not answered with ${status} any more`];
    return [
      ...headerChanges(media.headers ?? {}, found.headers ?? {}),
      ...(status.startsWith("2") ? contentChanges(media, found) : []),
    ].map((problem) => `${status}: ${problem}`);
  });
}

function contentChanges(before: Media, after: Media): string[] {
  const [old, now] = [schemaOf(before), schemaOf(after)];
  if (!old) return [];
  return now ? contractProblems(plain(now), tolerant(plain(old))) : ["it has no content any more"];
}

/** Headers that a client reads have to stay, with values that it can read. */
function headerChanges(before: Record<string, Header>, after: Record<string, Header>): string[] {
  return Object.entries(before).flatMap(([name, old]) => {
    const now = after[name];
    if (!now) return [`header ${name} is gone`];
    if (old.required && !now.required) return [`header ${name} may be absent`];
    return contractProblems(plain(now.schema), plain(old.schema)).map(
      (problem) => `header ${name}: ${problem}`,
    );
  });
}

/** Each way in which a client was let in before has to let it in still. */
function securityChanges(before: Operation, after: Operation): string[] {
  const covers = (asked: Security[number], granted: Security[number]) =>
    Object.entries(asked).every(
      ([scheme, scopes]) => scopes.every((scope) => granted[scheme]?.includes(scope)) && scheme in granted,
    );
  return (before.security ?? [])
    .filter((granted) => !(after.security ?? []).some((asked) => covers(asked, granted)))
    .map((granted) => `${JSON.stringify(granted)} does not open it any more`);
}

/** Why a value of the schema before may be refused by the schema of now. */
const accepted = (before: JsonSchema, now: JsonSchema): string[] =>
  contractProblems(plain(before), withoutNewFields(plain(now), plain(before)));

/** A reader does not mind fields that it does not know. */
function tolerant(schema: JsonSchema): JsonSchema {
  const { additionalProperties, ...rest } = schema;
  return {
    ...rest,
    ...(typeof additionalProperties === "object" && { additionalProperties }),
    ...(rest.anyOf && { anyOf: rest.anyOf.map(tolerant) }),
    ...(rest.items && { items: tolerant(rest.items) }),
    ...(rest.properties && {
      properties: Object.fromEntries(
        Object.entries(rest.properties).map(([name, each]) => [name, tolerant(each)]),
      ),
    }),
  };
}

/** The schema without optional fields that the one before did not have: nobody sends them yet. */
function withoutNewFields(schema: JsonSchema, before: JsonSchema | undefined): JsonSchema {
  const known = before?.properties ?? {};
  return {
    ...schema,
    ...(schema.anyOf && {
      anyOf: schema.anyOf.map((each, n) => withoutNewFields(each, before?.anyOf?.[n] ?? before)),
    }),
    ...(schema.items && { items: withoutNewFields(schema.items, before?.items) }),
    ...(schema.properties && {
      properties: Object.fromEntries(
        Object.entries(schema.properties)
          .filter(([name]) => name in known || schema.required?.includes(name))
          .map(([name, each]) => [name, withoutNewFields(each, known[name])]),
      ),
    }),
  };
}

import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { subscriptions } from "@/inngest/subscriptions";
import { defineEvent, type EventDefinition, type ReadEvent, reads } from "@/server/shared/events";
import { sourceFiles } from "@/tools/checks/source-files";
import { ROOT } from "@/tools/root";
import { contractProblems } from "./compare-schemas";
import {
  type EventContract,
  eventContracts,
  publishedEvents,
  publishedSchema,
  readSchema,
  sharedParts,
} from "./event-contracts";
import { type Field, fieldsOf, type JsonSchema } from "./json-schema";
import { valuesOf } from "./schema-values";

/** Schemas as JSON, each made once. */
const schemas = new Map<EventDefinition, JsonSchema>();
function once<E extends EventDefinition>(event: E, make: (event: E) => JsonSchema): JsonSchema {
  const schema = schemas.get(event) ?? make(event);
  schemas.set(event, schema);
  return schema;
}
const takenBy = (event: ReadEvent) => once(event, readSchema);
const recordedBy = (event: EventDefinition) => once(event, publishedSchema);

let contracts: EventContract[];
let published: EventDefinition[];
beforeAll(async () => {
  [contracts, published] = await Promise.all([eventContracts(), publishedEvents()]);
});

const titleOf = ({ reader, event }: EventContract) => `${reader} reads ${event.name}`;
const problemsOf = ({ event }: EventContract, changed: JsonSchema = recordedBy(event.published)) =>
  contractProblems(changed, takenBy(event));

describe("each reader of each event", () => {
  test("has a contract, and so has each function that reacts", () => {
    expect(contracts.length).toBeGreaterThan(70);
    const known = new Set<unknown>(contracts.map(({ event }) => event));
    for (const [id, events] of Object.entries(subscriptions))
      for (const event of events) expect(known.has(event), `${id}: ${event.name}`).toBe(true);
  });

  test("reads an event that is published, in its version", () => {
    const known = new Set<unknown>(published);
    for (const contract of contracts) {
      expect(known.has(contract.event.published), titleOf(contract)).toBe(true);
      expect(contract.event, titleOf(contract)).toMatchObject({ version: contract.event.published.version });
    }
  });

  test("says in a schema of its own what it reads: no part of it is the publisher's", () => {
    for (const contract of contracts) expect(sharedParts(contract.event), titleOf(contract)).toBe(0);
  });

  test("takes every value that the publisher's schema describes", () => {
    for (const contract of contracts) expect(problemsOf(contract), titleOf(contract)).toEqual([]);
  });

  test("takes values that the publisher accepts, whatever they are", () => {
    for (const contract of contracts) {
      const { data, published } = contract.event;
      const accepted = valuesOf(recordedBy(published)).filter(
        (value) => published.data.safeParse(value).success,
      );
      const taken = fc.property(accepted, (value) => {
        // As the outbox keeps it: parsed, then JSON.
        const recorded = JSON.parse(JSON.stringify(published.data.parse(value)));
        const read = data.safeParse(recorded);
        if (!read.success) throw new Error(`${titleOf(contract)}: ${read.error.message}`);
      });
      fc.assert(taken, { numRuns: 8, seed: 20_261_130 });
    }
  });
});

const pathsOf = (schema: JsonSchema) => new Set(fieldsOf(schema).map(({ path }) => path));

/** Ways to change a field of a published schema, in place. */
const changes: Record<string, (parent: JsonSchema, name: string) => void> = {
  dropped(parent, name) {
    delete parent.properties?.[name];
    parent.required = parent.required?.filter((each) => each !== name) ?? [];
  },
  renamed(parent, name) {
    const { [name]: schema = {}, ...others } = parent.properties ?? {};
    parent.properties = { ...others, [`${name}Renamed`]: schema };
    parent.required = parent.required?.map((each) => (each === name ? `${name}Renamed` : each)) ?? [];
  },
  retyped(parent, name) {
    if (parent.properties) parent.properties[name] = { type: "boolean_", enum: [true] };
  },
  optional(parent, name) {
    parent.required = parent.required?.filter((each) => each !== name) ?? [];
  },
};

/** The number of fields at which a change of the publisher's schema goes unnoticed, of those that `wanted` picks. */
function unnoticed(contract: EventContract, change: string, wanted: (path: string) => boolean): string[] {
  const original = recordedBy(contract.event.published);
  return fieldsOf(original).flatMap(({ path }, place) => {
    if (!wanted(path)) return [];
    const copy = structuredClone(original);
    const { parent, name } = fieldsOf(copy)[place]!;
    changes[change]?.(parent, name);
    return problemsOf(contract, copy).length === 0 ? [`${titleOf(contract)}: ${path}`] : [];
  });
}

describe("a field of an event", () => {
  test.each(["dropped", "renamed", "retyped"])(
    "that a reader names and that is %s breaks its contract",
    (change) => {
      for (const contract of contracts) {
        const read = takenBy(contract.event);
        // A list of anything is read for its length.
        const named = new Set(
          fieldsOf(read).flatMap(({ path, schema }) => (Object.keys(schema).length > 0 ? [path] : [])),
        );
        expect(unnoticed(contract, change, (path) => named.has(path))).toEqual([]);
      }
    },
  );

  test("that a reader needs and that becomes optional breaks its contract", () => {
    for (const contract of contracts) {
      const needed = new Set(
        fieldsOf(takenBy(contract.event)).flatMap(({ path, name, parent }) =>
          parent.required?.includes(name) ? [path] : [],
        ),
      );
      expect(unnoticed(contract, "optional", (path) => needed.has(path))).toEqual([]);
    }
  });

  test("that no reader names may change", () => {
    let free = 0;
    for (const contract of contracts) {
      const named = [...pathsOf(takenBy(contract.event))];
      const isFree = ({ path }: Field) =>
        !named.some((each) => each === path || each.startsWith(`${path}.`) || each.startsWith(`${path}[`));
      for (const [change, apply] of Object.entries(changes)) {
        const copy = structuredClone(recordedBy(contract.event.published));
        const fields = fieldsOf(copy).filter(isFree);
        for (const { parent, name } of fields) apply(parent, name);
        expect(problemsOf(contract, copy), `${titleOf(contract)}: ${change}`).toEqual([]);
        free += fields.length;
      }
    }
    expect(free).toBeGreaterThan(100);
  });
});

describe("a contract", () => {
  const event = (data: z.ZodType) => defineEvent("test/happened", 1, data);
  const problems = (given: z.ZodType, taken: z.ZodType) =>
    problemsOf({ reader: "test", event: reads(event(given) as EventDefinition<z.ZodNever>, taken) });

  test.each([
    ["a value that the reader does not know", z.enum(["A", "B", "C"]), z.enum(["A", "B"]), ['f may be "C"']],
    ["null", z.string().nullable(), z.string(), ["f may be null"]],
    ["any text in place of an id", z.string(), z.uuid(), ["f is no uuid"]],
    ["a fraction", z.number(), z.number().int(), ["f may be number"]],
    ["a lower number", z.number().int(), z.number().int().min(0), ["f may be below the reader's 0"]],
    ["a shorter list", z.array(z.string()), z.array(z.string()).min(1), ["f may be below the reader's 1"]],
    ["anything", z.unknown(), z.string(), ["f may be anything"]],
    ["no map", z.object({}), z.record(z.string(), z.number()), ["f is no map any more"]],
  ])("is broken by %s", (_, given, taken, expected) => {
    const found = problems(z.object({ f: given }), z.object({ f: taken }));
    expect(found).toHaveLength(expected.length);
    expect(found[0]).toContain(expected[0]);
  });

  test.each([
    ["fewer values", z.enum(["A"]), z.enum(["A", "B"])],
    ["never null", z.string(), z.string().nullable()],
    ["an id", z.uuid(), z.string()],
    ["never absent", z.string(), z.string().optional()],
    ["a longer list", z.array(z.string()).min(2), z.array(z.string()).min(1)],
    ["any list", z.array(z.string()), z.array(z.unknown())],
  ])("is kept by %s", (_, given, taken) => {
    expect(problems(z.object({ f: given }), z.object({ f: taken }))).toEqual([]);
  });

  test("that borrows a part of the publisher's schema is found", () => {
    const part = z.object({ id: z.uuid() });
    const of = event(z.object({ part, name: z.string() }));
    expect(sharedParts(reads(of as EventDefinition<z.ZodNever>, z.object({ part })))).toBe(2);
    expect(sharedParts(reads(of as EventDefinition<z.ZodNever>, z.object({ name: z.string() })))).toBe(0);
  });
});

test("the compiler refuses a contract that wants what the event does not have", () => {
  const happened = defineEvent("test/happened", 1, z.object({ id: z.uuid(), note: z.string().optional() }));
  reads(happened, z.object({ id: z.string(), note: z.string().optional() }));
  // @ts-expect-error There is no such field.
  reads(happened, z.object({ name: z.string() }));
  // @ts-expect-error It is a text.
  reads(happened, z.object({ id: z.number() }));
  // @ts-expect-error It may be absent.
  expect(reads(happened, z.object({ note: z.string() })).name).toBe("test/happened");
});

test("statements read only fields that their context's contracts name", () => {
  const unnamed = sourceFiles(ROOT, ["server"]).flatMap(({ path, text }) => {
    const reader = path.split("/")[1] ?? "";
    const names = new Set(
      contracts
        .filter((contract) => contract.reader === reader)
        .flatMap(({ event }) => fieldsOf(takenBy(event)).map(({ name }) => name)),
    );
    return [...text.matchAll(/\bdata->>?'(\w+)'/g)]
      .map(([, field]) => field as string)
      .filter((field) => !names.has(field))
      .map((field) => `${path} reads ${field}`);
  });
  expect(unnamed).toEqual([]);
});

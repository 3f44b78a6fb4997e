import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { EventDefinition, ReadEvent } from "@/server/shared/events";
import { ROOT } from "@/tools/root";
import type { JsonSchema } from "./json-schema";

/** An event as one context reads it. */
export interface EventContract {
  /** The name of the context. */
  reader: string;
  event: ReadEvent;
}

const contexts = () =>
  fs
    .readdirSync(path.join(ROOT, "server"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

async function exportsOf(context: string, file: "events" | "contracts"): Promise<unknown[]> {
  const source = path.join(ROOT, "server", context, `${file}.ts`);
  return fs.existsSync(source) ? Object.values((await import(source)) as object) : [];
}

const isDefinition = (value: unknown): value is EventDefinition =>
  typeof value === "object" && value !== null && "version" in value && "data" in value && "name" in value;

const isRead = (value: unknown): value is ReadEvent => isDefinition(value) && "published" in value;

/** Every event that some context publishes: what `events.ts` exports. Sorted by name. */
export async function publishedEvents(): Promise<EventDefinition[]> {
  const found = await Promise.all(contexts().map((context) => exportsOf(context, "events")));
  const events = found.flat().filter((value) => isDefinition(value) && !isRead(value));
  return (events as EventDefinition[]).sort((a, b) => a.name.localeCompare(b.name));
}

/** Every contract of every context: what `contracts.ts` and `events.ts` export, in lists and records too. */
export async function eventContracts(): Promise<EventContract[]> {
  const contracts: EventContract[] = [];
  for (const reader of contexts()) {
    const found = new Set<ReadEvent>();
    for (const file of ["contracts", "events"] as const)
      for (const value of await exportsOf(reader, file)) collect(value, found);
    contracts.push(...[...found].map((event) => ({ reader, event })));
  }
  return contracts;
}

function collect(value: unknown, found: Set<ReadEvent>): void {
  if (isRead(value)) found.add(value);
  else if (typeof value === "object" && value !== null && !isDefinition(value))
    for (const part of Object.values(value)) collect(part, found);
}

/** What the publisher records, as JSON Schema. */
export const publishedSchema = (event: EventDefinition): JsonSchema =>
  z.toJSONSchema(event.data, { io: "output" }) as JsonSchema;

/** What the reader takes, as JSON Schema. */
export const readSchema = (event: ReadEvent): JsonSchema =>
  z.toJSONSchema(event.data, { io: "input" }) as JsonSchema;

/** The parts of zod schemas that reader and publisher share: such a part would change in both at once. */
export function sharedParts({ data, published }: ReadEvent): number {
  const own = partsOf(data, new Set());
  return [...partsOf(published.data, new Set())].filter((part) => own.has(part)).length;
}

function partsOf(value: unknown, parts: Set<unknown>): Set<unknown> {
  if (value instanceof z.ZodType) {
    if (parts.has(value)) return parts;
    parts.add(value);
    partsOf(value._zod.def, parts);
  } else if (typeof value === "object" && value !== null && !(value instanceof RegExp)) {
    for (const part of Object.values(value)) partsOf(part, parts);
  }
  return parts;
}

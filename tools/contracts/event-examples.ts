import fs from "node:fs";
import path from "node:path";
import type { EventDefinition } from "@/server/shared/events";
import { ROOT } from "@/tools/root";
import { alternativesOf, type JsonSchema } from "./json-schema";

/** Where the examples are, from the root of the project. */
export const EXAMPLES_FOLDER = "tools/contracts/examples/events";

/** Data of one event as some release recorded it. The outbox keeps such data for a year and longer. */
export interface ExampleFile {
  /** From the root of the project. */
  file: string;
  name: string;
  version: number;
  examples: unknown[];
}

/** `reservation.created@1.json`, or with a label: `reservation.created@1.2027-03.json`, in a folder named after the context. */
const FILE = /^([a-z]+)\/([a-z.-]+)@(\d+)(\.[\w-]+)?\.json$/;

/** Reads every example of every event. @throws Error for a file whose name is wrong. */
export function eventExamples(): ExampleFile[] {
  const folder = path.join(ROOT, EXAMPLES_FOLDER);
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.split(path.sep).join("/"))
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => {
      const [, context, event, version] = FILE.exec(file) ?? [];
      if (!context || !event) throw new Error(`${file} is no <context>/<event>@<version>.json`);
      const { examples } = JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")) as ExampleFile;
      return {
        file: `${EXAMPLES_FOLDER}/${file}`,
        name: `${context}/${event}`,
        version: Number(version),
        examples,
      };
    });
}

/** The file of an event's examples. `label`: for those that were added after the first file. */
export const exampleFileOf = ({ name, version }: EventDefinition, label = ""): string =>
  `${EXAMPLES_FOLDER}/${name}@${version}${label && `.${label}`}.json`;

/** Returns the fields, and the values of fields, that a schema describes and that no example has. */
export function uncovered(schema: JsonSchema, examples: readonly unknown[]): string[] {
  const shown = new Set<string>();
  for (const example of examples) note(example, "", shown);
  return [...new Set(describedBy(schema, ""))].filter((fact) => !shown.has(fact));
}

const valueAt = (path: string, value: unknown) => `${path} ${JSON.stringify(value)}`;

function note(value: unknown, path: string, shown: Set<string>): void {
  shown.add(path);
  shown.add(valueAt(path, value));
  if (Array.isArray(value)) for (const element of value) note(element, `${path}[]`, shown);
  else if (typeof value === "object" && value !== null)
    for (const [name, inner] of Object.entries(value)) note(inner, path ? `${path}.${name}` : name, shown);
}

const describedBy = (schema: JsonSchema, path: string): string[] =>
  alternativesOf(schema).flatMap((one) => [
    ...(path ? [path] : []),
    ...(one.enum ?? []).map((value) => valueAt(path, value)),
    ...(one.type === "null" ? [valueAt(path, null)] : []),
    ...(one.items ? describedBy(one.items, `${path}[]`) : []),
    ...Object.entries(one.properties ?? {}).flatMap(([name, inner]) =>
      describedBy(inner, path ? `${path}.${name}` : name),
    ),
  ]);

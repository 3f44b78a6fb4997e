import { z } from "zod";

/** The schemas that have a name in the API's document. Other documents refer to them, and generated clients have types of them. */
export const schemaNames = z.registry<{ id: string; io?: "input" | "output" }>();

/** Gives a schema its name in the API's document. `io`: whether clients send it or receive it. */
export function named<S extends z.ZodType>(id: string, schema: S, io: "input" | "output" = "output"): S {
  schemaNames.add(schema, { id });
  directions.set(id, io);
  return schema;
}

const directions = new Map<string, "input" | "output">();

export const isNamed = (id: string, io: "input" | "output"): boolean => directions.get(id) === io;

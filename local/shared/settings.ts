import { z } from "zod";

export const port = (preset: number) => z.coerce.number().int().min(0).max(65_535).default(preset);
export const host = z.string().min(1).default("127.0.0.1");
export const dataDir = z.string().min(1).default(".data");

/** Reads a stand-in's settings; throws an error that names each variable that is missing or wrong. */
export function readSettings<T>(name: string, schema: z.ZodType<T>, source: NodeJS.ProcessEnv): T {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The ${name} cannot start:\n  ${problems.join("\n  ")}`);
}

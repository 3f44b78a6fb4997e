import { z } from "zod";

/** How this process talks to its database, apart from the URL. It is all that a script without the site needs. */
export const databaseShape = {
  /** Connections of one process: the number of replicas × the pool must fit the server. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(1_000).default(8),
  /** Whether repeated statements get a name. When it is unset the server is asked; old poolers lose names. */
  DATABASE_PREPARED_STATEMENTS: z.enum(["on", "off"]).optional(),
  /** The direct address for migrations, where DATABASE_URL leads to a pooler. Neon uses the same name. */
  DATABASE_URL_UNPOOLED: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** host:port of a WebSocket proxy that stands in for Neon's. */
  NEON_WS_PROXY: z
    .string()
    .regex(/^[^\s/]+:\d{1,5}$/, "is not host:port")
    .optional(),
};

const databaseSchema = z.object(databaseShape);

type Source = Record<string, string | undefined>;

/** The database's part of the environment. @throws Error as `readEnvironment` does. */
export const databaseEnv = (source: Source = process.env) => readEnvironment(databaseSchema, source);

/**
 * Reads environment variables. An empty variable counts as absent, because platforms unset variables that way.
 *
 * @throws Error that names each variable that is missing, malformed or too weak.
 */
export function readEnvironment<S extends z.ZodType>(schema: S, source: Source): z.output<S> {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not fit to run MSA Air:\n${lines.join("\n")}`);
}

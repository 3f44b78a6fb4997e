import path from "node:path";
import { migrationUrl } from "@/db/migrate";
import { runningStack } from "@/tools/start/run-file";
import { type PartName, Stack } from "@/tools/start/stack";

const dataDir = (): string => path.resolve(process.env.MSA_DATA_DIR || ".data");

/**
 * Runs `work` on the airline's database: the one at DATABASE_URL, by its direct address; otherwise that of `npm start`,
 * whether it runs or not.
 */
export async function withAirlineDatabase<T>(work: (databaseUrl: string) => Promise<T>): Promise<T> {
  const given = process.env.DATABASE_URL;
  if (given) return work(migrationUrl(given));
  const running = runningStack(dataDir())?.addresses.postgres;
  if (running) return work(running);
  return withParts(["postgres"], work);
}

/**
 * Runs `work` in the environment of the site: the given one; without DATABASE_URL that of `npm start`, which must not run
 * meanwhile.
 */
export async function inSiteEnvironment(work: () => Promise<void>): Promise<void> {
  if (process.env.DATABASE_URL) return work();
  await withParts(["postgres", "gateway"], work);
}

/** Starts some parts of `npm start`, runs `work` in their environment, and stops them. */
async function withParts<T>(parts: PartName[], work: (databaseUrl: string) => Promise<T>): Promise<T> {
  const stack = new Stack({ parts });
  try {
    await stack.start();
    Object.assign(process.env, stack.environment);
    return await work(stack.environment.DATABASE_URL as string);
  } finally {
    await stack.stop();
  }
}

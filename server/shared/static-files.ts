import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { eq, inArray, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { staticFiles } from "@/db/schema/shared";

const compress = promisify(gzip);

/** How many files are read, compressed and stored at a time. */
const BATCH = 20;
/** How long files are kept after the last process that has them. A tab may stay open over a weekend. */
const KEPT_FOR = "7 days";
/** Younger marks are not renewed, so that replicas do not write the same rows one after the other. */
const RENEWED_AFTER = "30 minutes";

/**
 * Stores the files of this process's build that the database does not have, marks all of them as in use, and deletes those
 * that no process has had for seven days.
 *
 * @param read reads the contents of a file.
 * @returns how many files were stored.
 */
export async function keepStaticFiles(
  paths: readonly string[],
  read: (path: string) => Promise<Buffer>,
): Promise<number> {
  const known = new Set(await staticFilePaths());
  const missing = paths.filter((path) => !known.has(path)).sort();
  for (let at = 0; at < missing.length; at += BATCH) {
    const rows = missing
      .slice(at, at + BATCH)
      .map(async (path) => ({ path, body: await compress(await read(path)) }));
    await database()
      .insert(staticFiles)
      .values(await Promise.all(rows))
      .onConflictDoNothing();
  }
  await renew(paths);
  return missing.length;
}

async function renew(paths: readonly string[]): Promise<void> {
  const old = database()
    .select({ path: staticFiles.path })
    .from(staticFiles)
    .where(
      sql`${inArray(staticFiles.path, [...paths])} and ${staticFiles.keptAt} < now() - ${RENEWED_AFTER}::interval`,
    )
    // Replicas that do the same at the same time do not wait for each other.
    .for("update", { skipLocked: true });
  await database().update(staticFiles).set({ keptAt: sql`now()` }).where(inArray(staticFiles.path, old));
  await database().delete(staticFiles).where(sql`${staticFiles.keptAt} < now() - ${KEPT_FOR}::interval`);
}

/** The paths of all files that are kept. */
export async function staticFilePaths(): Promise<string[]> {
  const rows = await database().select({ path: staticFiles.path }).from(staticFiles);
  return rows.map(({ path }) => path);
}

/** A kept file, compressed by gzip, or null. */
export async function staticFileBody(path: string): Promise<Buffer | null> {
  const [row] = await database()
    .select({ body: staticFiles.body })
    .from(staticFiles)
    .where(eq(staticFiles.path, path));
  return row?.body ?? null;
}

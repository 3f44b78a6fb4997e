import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import { startPostgres, VOLATILE_FLAGS } from "@/tools/postgres/postgres";
import { ROOT } from "@/tools/root";
import { emptyDataDir } from "@/tools/start/data-dir";
import { findProgram } from "./find-program";

const DATA_DIR = path.join(ROOT, ".data-image");

/**
 * Starts an empty PostgreSQL and makes in it what its container makes at the first start, by the same script.
 *
 * @param onClose takes what stops it.
 * @returns the address of the site's database, for the site's own role; for the superuser where there is no psql.
 */
export async function makeDatabases(onClose: (close: () => Promise<void>) => void): Promise<string> {
  await emptyDataDir(DATA_DIR);
  const dataDir = path.join(DATA_DIR, "postgres");
  const server = await startPostgres({ dataDir, port: 55_400, flags: VOLATILE_FLAGS });
  onClose(() => server.stop());
  const psql = findProgram("psql", "postgresql-client");
  if (!psql) return server.url;
  const password = randomBytes(16).toString("hex");
  const script = path.join(ROOT, "deploy/compose/postgres/10-databases.sql");
  const passwords = { SITE_DATABASE_PASSWORD: password, ENGINE_DATABASE_PASSWORD: `${password}e` };
  const { status, stderr } = spawnSync(psql, ["--no-psqlrc", server.url, "-f", script], {
    encoding: "utf8",
    env: { ...process.env, ...passwords },
  });
  assert.equal(status, 0, stderr);
  const url = new URL(server.urlOf("msa_air"));
  return Object.assign(url, { username: "msa_air", password }).href;
}

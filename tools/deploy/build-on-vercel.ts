import { spawnSync } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "@/tools/root";

/**
 * Whether a build has to migrate first. A production build at Vercel's has nobody else who could do it: it migrates, and
 * only when that has succeeded is there a new version to switch to. Builds of workflows have migrated in a step of their
 * own (MSA_MIGRATED=1), and a preview's database belongs to its pull request, whose script migrates it.
 */
export const migratesFirst = (env: Record<string, string | undefined>): boolean =>
  env.VERCEL_ENV === "production" && env.MSA_MIGRATED !== "1";

function run(...args: string[]): void {
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

/** The build command of vercel.json. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (migratesFirst(process.env)) run("--import", "tsx", "tools/deploy/migrate-database.ts");
  run(path.join(ROOT, "node_modules/next/dist/bin/next"), "build");
}

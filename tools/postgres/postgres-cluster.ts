import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { PostgresBinaries, Runner } from "./postgres-binaries";

/** The owner of everything in the cluster. */
export const CLUSTER_USER = "air";
const PASSWORD_FILE = "msa-password";

/** Makes the cluster when there is none yet, and returns its user's password. */
export function prepareCluster(
  binaries: PostgresBinaries,
  runner: Runner,
  dataDir: string,
  cluster: string,
): string {
  if (fs.existsSync(path.join(cluster, "PG_VERSION"))) giveTo(runner, dataDir);
  else createCluster(binaries, runner, dataDir, cluster);
  return fs.readFileSync(path.join(cluster, PASSWORD_FILE), "utf8").trim();
}

/** Makes the cluster under another name and renames it, so that a half-made one is never used. */
function createCluster(binaries: PostgresBinaries, runner: Runner, dataDir: string, cluster: string): void {
  const unfinished = `${cluster}.init`;
  fs.rmSync(unfinished, { recursive: true, force: true });
  fs.rmSync(cluster, { recursive: true, force: true });
  const password = randomBytes(18).toString("base64url");
  const passwordFile = path.join(dataDir, `.password-${process.pid}`);
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (runner.owner) {
    for (const file of [dataDir, passwordFile]) fs.chownSync(file, runner.owner.uid, runner.owner.gid);
  }
  const [program, args] = runner.wrap(binaries.initdb, [
    ...[
      "-D",
      unfinished,
      "-U",
      CLUSTER_USER,
      "-E",
      "UTF8",
      "--auth=scram-sha-256",
      `--pwfile=${passwordFile}`,
    ],
    ...["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
  ]);
  const made = spawnSync(program, args, { encoding: "utf8", cwd: "/", ...runner.spawnAs });
  fs.rmSync(passwordFile, { force: true });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  fs.writeFileSync(path.join(unfinished, PASSWORD_FILE), password, { mode: 0o600 });
  fs.renameSync(unfinished, cluster);
}

/** Gives the files to PostgreSQL's user, who must own them: root may have used the folder in another way before. */
function giveTo(runner: Runner, dataDir: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = runner.owner ?? { uid: 0, gid: 0 };
  if (fs.statSync(dataDir).uid === uid) return;
  for (const name of fs.readdirSync(dataDir, { recursive: true, encoding: "utf8" })) {
    fs.lchownSync(path.join(dataDir, name), uid, gid);
  }
  fs.chownSync(dataDir, uid, gid);
}

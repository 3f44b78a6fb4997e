import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { canInstallPackages, installPackage } from "@/tools/test/debian-package";
import { chooseRunner } from "./postgres-binaries";

export interface PgBouncer {
  /** The database's address with the pooler's host and port in place of the server's. */
  url: string;
  stop(): Promise<void>;
}

/** Server connections of one database: fewer than the clients of any test, so that transactions have to share them. */
const POOL_SIZE = 4;
const START_MS = 10_000;

/** Starts a real PgBouncer in transaction mode in front of `databaseUrl`. @throws Error when there is none to start. */
export async function startPgBouncer(databaseUrl: string): Promise<PgBouncer> {
  const program = ensurePgBouncer();
  const runner = chooseRunner();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-pgbouncer-"));
  const port = await freePort();
  writeConfig(folder, new URL(databaseUrl), port);
  if (runner.owner)
    for (const file of [folder, ...fs.readdirSync(folder).map((name) => path.join(folder, name))])
      fs.chownSync(file, runner.owner.uid, runner.owner.gid);
  const [command, args] = runner.wrap(program, [path.join(folder, "pgbouncer.ini")]);
  const child = spawn(command, args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"], ...runner.spawnAs });
  const log = logOf(child);
  await listening(child, port, log);
  const url = Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${port}` }).href;
  return {
    url,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGTERM");
        await once(child, "exit");
      }
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Returns why the tests behind a pooler cannot run on this machine, or null when they have to: PgBouncer is there, it can
 * be installed, or this is a CI.
 */
export function reasonToSkip(
  isThere = () => findPgBouncer() !== undefined,
  isInstallable = canInstallPackages,
  isCi = process.env.CI === "true",
): string | null {
  if (isCi || isInstallable() || isThere()) return null;
  return "the tests behind a pooler are skipped: there is no PgBouncer, and only root on Debian or Ubuntu can install it";
}

const findPgBouncer = () =>
  ["/usr/sbin/pgbouncer", "pgbouncer"].find((file) => spawnSync(file, ["--version"]).status === 0);

function ensurePgBouncer(): string {
  if (!findPgBouncer() && canInstallPackages()) installPackage("pgbouncer");
  const found = findPgBouncer();
  if (!found) throw new Error("PgBouncer is not there: install the package pgbouncer");
  return found;
}

function writeConfig(folder: string, database: URL, port: number): void {
  const quoted = (text: string) => `"${decodeURIComponent(text).replaceAll('"', '""')}"`;
  const users = path.join(folder, "users.txt");
  fs.writeFileSync(users, `${quoted(database.username)} ${quoted(database.password)}\n`, { mode: 0o600 });
  const lines = [
    "[databases]",
    `* = host=${database.hostname} port=${database.port || 5432}`,
    "[pgbouncer]",
    ...["pool_mode = transaction", `default_pool_size = ${POOL_SIZE}`, "max_client_conn = 200"],
    ...["listen_addr = 127.0.0.1", `listen_port = ${port}`, "unix_socket_dir ="],
    ...["auth_type = scram-sha-256", `auth_file = ${users}`],
  ];
  fs.writeFileSync(path.join(folder, "pgbouncer.ini"), `${lines.join("\n")}\n`);
}

function logOf(child: ChildProcess): () => string {
  let text = "";
  child.stderr?.on("data", (data) => {
    text = `${text}${data}`.slice(-4_000);
  });
  return () => text;
}

async function listening(child: ChildProcess, port: number, log: () => string): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    if (await accepts(port)) return;
    await sleep(50);
  }
  child.kill("SIGKILL");
  throw new Error(`PgBouncer did not start:\n${log()}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    const answer = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once("connect", () => answer(true)).once("error", () => answer(false));
  });
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { claimPort, isPortFree } from "@/tools/start/ports";
import { canInstallPackages, installPackage } from "@/tools/test/debian-package";
import { haproxyConfig, type Upstream } from "./haproxy-config";

export interface Haproxy {
  pid: number;
  /** Whether the proxy sends requests to a replica. */
  isUp(name: string): Promise<boolean>;
  /** How many requests the replicas are answering now, or have waiting. */
  open(): Promise<number>;
  stop(): Promise<void>;
}

const START_MS = 10_000;

/**
 * Returns why no proof can run on this machine, or null when they have to: HAProxy is there, it can be installed, or this
 * is a CI.
 */
export function reasonToSkip(
  isThere = () => findHaproxy() !== undefined,
  isInstallable = canInstallPackages,
  isCi = process.env.CI === "true",
): string | null {
  if (isCi || isInstallable() || isThere()) return null;
  return "the proofs are skipped: there is no HAProxy, and only root on Debian or Ubuntu can install it";
}

/** Starts a real HAProxy on the loopback in front of the replicas. @throws Error when there is none to start. */
export async function startHaproxy(
  port: number,
  upstreams: readonly Upstream[],
  folder: string,
): Promise<Haproxy> {
  const program = ensureHaproxy();
  const file = path.join(folder, "haproxy.cfg");
  const statsPort = await claimPort(port + 1);
  fs.writeFileSync(file, haproxyConfig(port, statsPort, upstreams));
  const log = fs.openSync(path.join(folder, "haproxy.log"), "a");
  // In the foreground (-db), so that it ends with its process id and not behind it.
  const child = spawn(program, ["-db", "-f", file], { stdio: ["ignore", log, log] });
  fs.closeSync(log);
  await listening(child, port);
  const stats = async () => (await fetch(`http://127.0.0.1:${statsPort}/stats;csv`)).text();
  return {
    pid: child.pid ?? 0,
    isUp: async (name) => new RegExp(`^replicas,${name},.*,UP(?: [0-9]+/[0-9]+)?,`, "m").test(await stats()),
    open: async () => openIn(await stats()),
    stop: () => stop(child),
  };
}

/** The sum of waiting and open requests of the replicas, from HAProxy's statistics (fields qcur and scur). */
function openIn(csv: string): number {
  const [, waiting, open] = /^replicas,BACKEND,(\d+),\d*,(\d+),/m.exec(csv) ?? [];
  return Number(waiting ?? 0) + Number(open ?? 0);
}

const findHaproxy = () =>
  ["/usr/sbin/haproxy", "haproxy"].find((file) => spawnSync(file, ["-v"]).status === 0);

function ensureHaproxy(): string {
  if (!findHaproxy() && canInstallPackages()) installPackage("haproxy");
  const found = findHaproxy();
  if (!found) throw new Error("HAProxy is not there: install the package haproxy");
  return found;
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (child.exitCode === null && Date.now() < deadline) {
    if (!(await isPortFree(port))) return;
    await sleep(50);
  }
  child.kill("SIGKILL");
  throw new Error("HAProxy did not start: see haproxy.log in the proof's folder");
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

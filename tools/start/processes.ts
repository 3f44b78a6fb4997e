import { spawnSync } from "node:child_process";
import fs from "node:fs";

/** How a process is asked to end, and for how long (milliseconds). */
export interface EndOptions {
  /** Signals in the order they are tried; each but the last gets `graceMs`. */
  signals?: NodeJS.Signals[];
  graceMs?: number;
  /** Send to the whole process group that the pid leads. */
  group?: boolean;
}

/**
 * Tells two processes with the same pid apart: the boot of the machine and the start time of the process. Null when no
 * process has that pid or only a zombie is left (a signal to it would "succeed").
 */
export function processIdentity(pid: number): string | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return process.platform === "linux" ? linuxIdentity(pid) : psIdentity(pid);
}

function linuxIdentity(pid: number): string | null {
  const stat = readOrNull(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The command name in brackets may itself hold brackets and blanks: count from the last bracket.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields[0] === "Z" || fields[0] === "X") return null;
  const boot = readOrNull("/proc/sys/kernel/random/boot_id")?.trim() ?? "";
  return `${boot}:${fields[19]}`;
}

function psIdentity(pid: number): string | null {
  const ps = spawnSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" });
  const [state, ...started] = (ps.stdout ?? "").trim().split(/\s+/);
  return ps.status !== 0 || !state || state.startsWith("Z") ? null : started.join(" ");
}

/** The arguments a process was started with, joined by blanks; empty when it is gone. */
export function commandLine(pid: number): string {
  if (process.platform === "linux") {
    return (readOrNull(`/proc/${pid}/cmdline`) ?? "").replaceAll("\0", " ").trim();
  }
  return (spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "").trim();
}

/** True while the process with this identity lives; a reused pid or a zombie does not count. */
export function isSameProcess(pid: number, identity: string | null): boolean {
  return identity !== null && processIdentity(pid) === identity;
}

/** Waits until that process is gone; false when it still lives after `timeoutMs`. */
export async function waitForExit(pid: number, identity: string | null, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isSameProcess(pid, identity)) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

/** Ends a process, gently first. Resolves when it is gone, at once when it already was. */
export async function endProcess(
  pid: number,
  identity: string | null,
  options: EndOptions = {},
): Promise<void> {
  const { signals = ["SIGTERM", "SIGKILL"], graceMs = 10_000, group = false } = options;
  for (const signal of signals) {
    if (!isSameProcess(pid, identity)) return;
    signalProcess(group ? -pid : pid, signal);
    if (await waitForExit(pid, identity, graceMs)) return;
  }
}

/** Sends a signal; a process that has ended is no error. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function readOrNull(file: string): string | null {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

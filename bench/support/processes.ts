import fs from "node:fs";

/** CPU seconds of the parts that work on a request, by part. Null where the system does not tell. */
export type CpuTimes = Record<string, number>;

/** Kernel ticks per second: 100 on every Linux that Node runs on. */
const TICKS = 100;

/** A process with everything below it: PostgreSQL has one process per connection. */
export function cpuSeconds(root: number | null): number {
  if (root === null || !fs.existsSync("/proc/self/stat")) return 0;
  const parents = new Map<number, { parent: number; seconds: number }>();
  for (const name of fs.readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const fields = statOf(name);
    if (!fields) continue;
    // The fields are: parent, …, user and system time, and those of children that have ended.
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
    parents.set(Number(name), { parent: Number(fields[1]), seconds: ticks / TICKS });
  }
  let sum = 0;
  for (const [pid, { seconds }] of parents) if (isBelow(parents, pid, root)) sum += seconds;
  return sum;
}

function isBelow(parents: Map<number, { parent: number }>, pid: number, root: number): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 0; at = parents.get(at)?.parent)
    if (at === root) return true;
  return false;
}

/** The fields after the command, which may itself hold blanks and brackets. */
function statOf(pid: string): string[] | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

/** Resident memory in MB, or null where the system does not tell. */
export function residentMb(pid: number | null): number | null {
  try {
    const status = fs.readFileSync(`/proc/${pid}/status`, "utf8");
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(status)?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}

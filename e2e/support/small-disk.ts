import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/** A file system of a few megabytes that really fills up. */
export interface SmallDisk {
  folder: string;
  /** Leaves no byte free. */
  fill(): void;
  empty(): void;
  unmount(): void;
}

const MIB = 1_024 * 1_024;

/** Mounts a file system in memory of so many MiB at `folder`, as root or by sudo. @returns null where neither may. */
export function mountSmallDisk(folder: string, sizeMib: number): SmallDisk | null {
  fs.mkdirSync(folder, { recursive: true });
  const { uid, gid } = fs.statSync(path.dirname(folder));
  const options = `size=${sizeMib}m,mode=0700,uid=${uid},gid=${gid}`;
  if (!asRoot("mount", ["-t", "tmpfs", "-o", options, "msa-small-disk", folder])) return null;
  const ballast = path.join(folder, "ballast");
  return {
    folder,
    fill: () => writeUntilFull(ballast),
    empty: () => fs.rmSync(ballast, { force: true }),
    unmount: () => void asRoot("umount", ["-l", folder]),
  };
}

function asRoot(program: string, args: string[]): boolean {
  if (process.getuid?.() === 0) return spawnSync(program, args).status === 0;
  return spawnSync("sudo", ["-n", program, ...args]).status === 0;
}

function writeUntilFull(file: string): void {
  const handle = fs.openSync(file, "w");
  try {
    for (const chunk of [Buffer.alloc(MIB), Buffer.alloc(4_096)]) {
      try {
        for (;;) fs.writeSync(handle, chunk);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    }
  } finally {
    fs.closeSync(handle);
  }
}

import { spawnSync } from "node:child_process";
import fs from "node:fs";

/** Only root may, and only where there is apt. */
export const canInstallPackages = (): boolean =>
  process.getuid?.() === 0 && fs.existsSync("/usr/bin/apt-get");

/** Installs a package of the distribution, and says so. Whoever needs it looks afterwards whether it is there. */
export function installPackage(name: string): void {
  console.log(`Installing ${name} from the distribution …`);
  run("apt-get", ["update", "-q"]);
  run("apt-get", ["install", "-y", "-q", "--no-install-recommends", name]);
}

/** Runs a program, in `folder` or here. @returns whether it succeeded. */
export function run(program: string, args: string[], folder?: string): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(program, args, { stdio: ["ignore", "inherit", "inherit"], env, cwd: folder }).status === 0;
}

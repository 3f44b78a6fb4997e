import { spawnSync } from "node:child_process";
import { canInstallPackages, installPackage } from "@/tools/test/debian-package";

const isThere = (program: string) =>
  spawnSync(program, ["--version"], { stdio: "ignore" }).error === undefined;

/**
 * Returns a program of the system that is there, or that root could install from the distribution. Null says that a check
 * has to be skipped, which a CI never does.
 *
 * @throws Error in a CI without the program.
 */
export function findProgram(
  program: string,
  distributionPackage: string,
  isCi = process.env.CI === "true",
): string | null {
  if (!isThere(program) && canInstallPackages()) installPackage(distributionPackage);
  if (isThere(program)) return program;
  if (isCi) throw new Error(`${program} is not there: install the package ${distributionPackage}`);
  console.log(`  skipped: there is no ${program}, and only root on Debian or Ubuntu can install it`);
  return null;
}

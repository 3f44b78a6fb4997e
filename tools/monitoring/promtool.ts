import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ROOT } from "@/tools/root";
import { canInstallPackages, run } from "@/tools/test/debian-package";

/** Prometheus' own tool for rules and metrics. Only the tool is taken out of the distribution's package; nothing is installed. */
const CACHED = path.join(ROOT, "node_modules/.cache/promtool/promtool");

let program: string | null | undefined;

/**
 * Returns why the tests with promtool cannot run on this machine, or null when they have to: it is there, the
 * distribution's package has it, or this is a CI.
 */
export function reasonToSkip(find = findPromtool, isCi = process.env.CI === "true"): string | null {
  if (isCi || find()) return null;
  return "the tests with promtool are skipped: it is not there, and apt-get cannot download the package prometheus";
}

/** Runs promtool. @throws Error when there is none. */
export function promtool(args: string[], input?: string): { status: number | null; output: string } {
  const found = findPromtool();
  if (!found) throw new Error("promtool is not there: install the package prometheus");
  const { status, stdout, stderr } = spawnSync(found, args, { input, encoding: "utf8", cwd: ROOT });
  return { status, output: `${stdout}${stderr}`.trim() };
}

function findPromtool(): string | null {
  if (program === undefined) {
    program = [CACHED, "promtool"].find(works) ?? null;
    if (program === null) program = download() ? CACHED : null;
  }
  return program;
}

const works = (file: string) => spawnSync(file, ["--version"]).status === 0;

/** Any user may download a package; only root may first bring the lists of packages up to date. */
function download(): boolean {
  if (!fs.existsSync("/usr/bin/apt-get")) return false;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-promtool-"));
  try {
    const fetch = () => run("apt-get", ["download", "-q", "prometheus"], folder);
    if (!fetch() && canInstallPackages()) {
      run("apt-get", ["update", "-q"]);
      fetch();
    }
    const [archive] = fs.readdirSync(folder);
    if (!archive) return false;
    run("dpkg-deb", ["--extract", archive, "."], folder);
    const unpacked = path.join(folder, "usr/bin/promtool");
    if (!works(unpacked)) return false;
    fs.mkdirSync(path.dirname(CACHED), { recursive: true });
    // Another test may be doing the same: a rename beside the target leaves either the old or the new file.
    fs.copyFileSync(unpacked, `${CACHED}.${process.pid}`);
    fs.renameSync(`${CACHED}.${process.pid}`, CACHED);
    return true;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

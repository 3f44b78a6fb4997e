import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/tools/root";
import { cpuSeconds } from "./processes";

/** What runs in the folder of a version. */
const PROCESS = "bench/book.process.ts";

/** A process that books by the verbs of one version of the code, over a database of its own. */
export class Version {
  private readonly process: ChildProcess;
  private readonly answers = new Map<number, (error: string | null) => void>();
  private asked = 0;
  /** Bookings that were confirmed. */
  booked = 0;

  constructor(
    readonly name: string,
    folder: string,
    databaseUrl: string,
  ) {
    this.process = fork(path.join(folder, PROCESS), [folder], {
      cwd: folder,
      execArgv: ["--import", "tsx"],
      // The version's own tsconfig.json says what "@/" means.
      env: {
        ...process.env,
        TSX_TSCONFIG_PATH: path.join(folder, "tsconfig.json"),
        DATABASE_URL: databaseUrl,
        LOG_LEVEL: "silent",
      },
    });
    this.process.on("message", ({ id, error }: { id: number; error: string | null }) => {
      this.answers.get(id)?.(error);
      this.answers.delete(id);
    });
    this.process.on("exit", (code) => {
      for (const answer of this.answers.values()) answer(`the process of ${name} ended (${code})`);
    });
  }

  /** Waits until the database is migrated and the flights are on sale. @throws Error when the process ends before. */
  async ready(): Promise<void> {
    await this.ask();
  }

  /** One whole booking. @throws Error when it fails. */
  async book(): Promise<true> {
    await this.ask();
    this.booked++;
    return true;
  }

  cpu(): number {
    return cpuSeconds(this.process.pid ?? null);
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    this.process.disconnect();
    await once(this.process, "exit");
  }

  /** The first question is whether it is ready; each other one books. */
  private ask(): Promise<void> {
    const id = this.asked++;
    return new Promise((resolve, reject) => {
      this.answers.set(id, (error) => (error === null ? resolve() : reject(new Error(error))));
      this.process.send({ id });
    });
  }
}

/**
 * Writes the files of a commit to a folder, with the packages and the booking process of this checkout.
 *
 * @throws Error when the commit needs packages in other versions.
 */
export function checkOut(commit: string, folder: string): void {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: ROOT, maxBuffer: 512 * 1024 * 1024 });
  const theirs = packagesOf(git("show", `${commit}:package.json`).toString());
  const ours = packagesOf(fs.readFileSync(path.join(ROOT, "package.json"), "utf8"));
  const missing = Object.keys(theirs).filter((name) => theirs[name] !== ours[name]);
  if (missing.length > 0) throw new Error(`${commit} needs other versions of ${missing.join(", ")}`);
  fs.mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["-x", "-C", folder], { input: git("archive", commit) });
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  fs.copyFileSync(path.join(ROOT, PROCESS), path.join(folder, PROCESS));
}

/** Packages that this checkout has beside those of the commit do not matter. @returns the version of each package. */
function packagesOf(manifest: string): Record<string, string> {
  const { dependencies, devDependencies } = JSON.parse(manifest);
  return { ...dependencies, ...devDependencies };
}

import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/server/shared/log";
import { startAfter } from "@/server/shared/startup";
import { keepStaticFiles } from "@/server/shared/static-files";
import { buildFolder } from "./build-folder";

/** How often a process says that its files are in use. */
const RENEW_MS = 60 * 60_000;
/** When it tries again after the database did not take them. */
const RETRY_MS = 5_000;

/** The end of the name of a file that the build has compressed beside the file itself. */
const BROTLI = ".br";

/** The files of this process's build by the paths of their addresses; none where a platform serves them. */
export function readOwnFiles(folder?: string): Map<string, string> {
  return new Map([...readFolder(folder)].filter(([name]) => !name.endsWith(BROTLI)));
}

/** The same for the files that the build has compressed: each by the address of the file that it stands for. */
export function readCompressedFiles(folder?: string): Map<string, string> {
  const all = readFolder(folder);
  return new Map(
    [...all.keys()].flatMap((name) => {
      const file = all.get(`${name}${BROTLI}`);
      return file ? [[name, file]] : [];
    }),
  );
}

function readFolder(folder = path.join(buildFolder(), "static")): Map<string, string> {
  // With these marks the build does not take the whole project for files that the server reads.
  if (!fs.existsSync(/*turbopackIgnore: true*/ folder)) return new Map();
  return new Map(
    fs
      .readdirSync(/*turbopackIgnore: true*/ folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = path.join(entry.parentPath, entry.name);
        return [`/_next/static/${path.relative(folder, file).split(path.sep).join("/")}`, file];
      }),
  );
}

/**
 * Puts the files of this build where the processes of other builds find them, and keeps them there while this process runs.
 * The process is not ready before the first try has ended: a page must not be there before its files.
 */
export function keepOwnFiles(files = readOwnFiles()): void {
  if (files.size === 0) return;
  const keep = async (): Promise<boolean> => {
    try {
      const stored = await keepStaticFiles([...files.keys()], (name) =>
        fs.promises.readFile(/*turbopackIgnore: true*/ files.get(name) ?? ""),
      );
      if (stored > 0) log.info({ stored }, "files of this build are kept for other processes");
      return true;
    } catch (error) {
      log.warn({ err: error }, "files of this build could not be kept for other processes");
      return false;
    }
  };
  const first = keep();
  startAfter(first);
  void first.then(async (kept) => {
    for (let wasKept = kept; ; wasKept = await keep())
      await sleep(wasKept ? RENEW_MS : RETRY_MS, undefined, { ref: false });
  });
}

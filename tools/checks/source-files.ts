import fs from "node:fs";
import path from "node:path";

export interface SourceFile {
  /** From the root of the project, with forward slashes. */
  path: string;
  text: string;
}

const isTest = (file: string) => /(^|\/)testing\/|\.(test|fixture)\.tsx?$/.test(file);

/** Reads the TypeScript files below `folders` of `root`, without tests, fixtures and declarations, sorted by path. */
export function sourceFiles(root: string, folders: readonly string[]): SourceFile[] {
  return folders
    .filter((folder) => fs.existsSync(path.join(root, folder)))
    .flatMap((folder) =>
      fs
        .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
        .map((file) => path.posix.join(folder, file.split(path.sep).join("/"))),
    )
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts") && !isTest(file))
    .sort()
    .map((file) => ({ path: file, text: fs.readFileSync(path.join(root, file), "utf8") }));
}

/**
 * Prints what a check found and ends the process with 1, or prints `summary`.
 * A check that saw no file fails too: it would call everything clean.
 */
export function report(findings: readonly string[], seen: number, summary: string): void {
  for (const finding of findings) console.error(finding);
  if (seen === 0) console.error("no files were seen: the check is blind");
  if (findings.length > 0 || seen === 0) process.exit(1);
  console.log(summary);
}

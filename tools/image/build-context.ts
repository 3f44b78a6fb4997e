import fs from "node:fs";
import path from "node:path";
import ignoreFile from "@balena/dockerignore";
import { ROOT } from "@/tools/root";

/** The files that a build gets of a folder: all that .dockerignore does not leave out. Paths from `root`, sorted. */
export function buildContext(
  root = ROOT,
  rules = fs.readFileSync(path.join(root, ".dockerignore"), "utf8"),
): string[] {
  const ignored = ignoreFile().add(rules.split("\n"));
  const under = (folder: string): string[] =>
    fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const file = path.posix.join(folder, entry.name);
      // No rule begins with "!", so nothing below an ignored folder comes back.
      if (ignored.ignores(file)) return [];
      return entry.isDirectory() ? under(file) : [file];
    });
  return under("").sort();
}

/** The files of the context that a COPY's source names: a file, or all below a folder. */
export function matchedBy(source: string, context: string[]): string[] {
  const name = path.posix.normalize(source).replace(/\/$/, "");
  return context.filter((file) => name === "." || file === name || file.startsWith(`${name}/`));
}

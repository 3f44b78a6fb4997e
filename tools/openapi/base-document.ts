import { execFileSync } from "node:child_process";

/** Where the committed document is. */
export const DOCUMENT = "docs/openapi.json";

/** The document that clients know: from which commit, and its text. */
export type BaseDocument = { ref: string; text: string };

/**
 * Reads the document of the commit that a change is compared with: `OPENAPI_BASE`, or where the branch left origin/main, or else
 * the commit before, which is the target of a pull request in its merge commit. A shallow clone has neither: then it is HEAD's own.
 *
 * @param folder the work tree.
 * @returns null without git, and when that commit has no document.
 * @throws Error when `asked` names no commit.
 */
export function baseDocument(folder: string, asked = process.env.OPENAPI_BASE): BaseDocument | null {
  const git = (...args: string[]) => gitIn(folder, args);
  const head = git("rev-parse", "HEAD");
  if (asked) {
    const commit = git("rev-parse", "--verify", `${asked}^{commit}`);
    if (commit === null) throw new Error(`OPENAPI_BASE is no commit: ${asked}`);
    return documentOf(folder, commit);
  }
  const left = git("merge-base", "HEAD", "origin/main");
  const candidates = [left === head ? null : left, git("rev-parse", "--verify", "HEAD^1"), head];
  return documentOf(folder, candidates.find((each) => each !== null) ?? null);
}

function documentOf(folder: string, ref: string | null): BaseDocument | null {
  if (ref === null) return null;
  const text = gitIn(folder, ["show", `${ref}:${DOCUMENT}`]);
  return text === null ? null : { ref, text };
}

/** What git prints; null when it fails, or is not there. */
function gitIn(cwd: string, args: string[]): string | null {
  try {
    return execFileSync("git", args, {
      ...{ cwd, encoding: "utf8", maxBuffer: 2 ** 27 },
      stdio: ["ignore", "pipe", "ignore"],
    }).trimEnd();
  } catch {
    return null;
  }
}

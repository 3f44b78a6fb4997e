import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { baseDocument, DOCUMENT } from "./base-document";

const made: string[] = [];
afterAll(() => {
  for (const folder of made) fs.rmSync(folder, { recursive: true, force: true });
});

const NOBODY = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
function git(folder: string, ...args: string[]): string {
  const stdio: ("ignore" | "pipe")[] = ["ignore", "pipe", "ignore"];
  return execFileSync("git", [...NOBODY, ...args], { cwd: folder, encoding: "utf8", stdio }).trim();
}

function folder(): string {
  const fresh = fs.mkdtempSync(path.join(os.tmpdir(), "openapi-"));
  made.push(fresh);
  return fresh;
}

function commit(repository: string, text: string | null): string {
  const file = path.join(repository, DOCUMENT);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  if (text === null) fs.rmSync(file, { force: true });
  else fs.writeFileSync(file, text);
  git(repository, "add", "-A");
  git(repository, "commit", "-q", "--allow-empty", "-m", "x");
  return git(repository, "rev-parse", "HEAD");
}

/** A repository with a commit on main for each text. */
function repository(...texts: (string | null)[]): { at: string; commits: string[] } {
  const at = folder();
  git(at, "init", "-q", "-b", "main");
  return { at, commits: texts.map((text) => commit(at, text)) };
}

/** A clone as CI makes it. */
function clone(of: string, depth: number): string {
  const at = folder();
  git(at, "clone", "-q", `--depth=${depth}`, `file://${of}`, ".");
  // The checkout of a pull request has no branch of the target.
  git(at, "update-ref", "-d", "refs/remotes/origin/main");
  return at;
}

const textAt = (at: string, asked = "") => baseDocument(at, asked)?.text ?? null;

test("a branch is compared with where it left origin/main, however many commits it has", () => {
  const { at } = repository("old", "left");
  git(at, "update-ref", "refs/remotes/origin/main", "HEAD");
  git(at, "checkout", "-q", "-b", "work");
  commit(at, "one");
  commit(at, null);
  expect(textAt(at)).toBe("left");
});

test("main itself, and a merge commit of a pull request, are compared with the commit before", () => {
  const { at } = repository("before", "now");
  expect(textAt(at)).toBe("before");
  git(at, "update-ref", "refs/remotes/origin/main", "HEAD");
  expect(textAt(at)).toBe("before");
  git(at, "checkout", "-q", "-b", "work", "HEAD^1");
  commit(at, "of the branch");
  git(at, "checkout", "-q", "main");
  git(at, "merge", "-q", "--no-ff", "-X", "theirs", "-m", "merge", "work");
  git(at, "update-ref", "-d", "refs/remotes/origin/main");
  expect(textAt(clone(at, 2))).toBe("now");
});

test("a clone of one commit is compared with its own document", () => {
  expect(textAt(clone(repository("before", "now").at, 1))).toBe("now");
});

test("OPENAPI_BASE names the commit, and must be one", () => {
  const { at, commits } = repository("first", "second", "third");
  expect(textAt(at, commits[0])).toBe("first");
  expect(baseDocument(at, "HEAD~1")).toEqual({ ref: commits[1], text: "second" });
  expect(() => baseDocument(at, "nowhere")).toThrow("OPENAPI_BASE is no commit: nowhere");
});

test("without history, and without a document in it, there is none", () => {
  expect(textAt(folder())).toBeNull();
  expect(textAt(repository(null, "first").at)).toBeNull();
});

import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { ROOT } from "@/tools/root";
import { ForkRefused, namesOf, numberOf, readPullRequest } from "./pull-request";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-event-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function eventFile(head: string | null): string {
  const file = path.join(folder, "event.json");
  const repo = (name: string | null) => name && { full_name: name };
  const pull_request = {
    number: 12,
    head: { ref: "feature/seat-map", sha: "c0ffee".padEnd(40, "0"), repo: repo(head) },
    base: { ref: "main", repo: repo("owner/air") },
  };
  fs.writeFileSync(file, JSON.stringify({ action: "opened", number: 12, pull_request }));
  return file;
}

test("a pull request of the repository is read", () => {
  expect(readPullRequest(eventFile("owner/air"))).toEqual({
    number: 12,
    branch: "feature/seat-map",
    commit: "c0ffee".padEnd(40, "0"),
    repository: "owner/air",
  });
});

test.each(["stranger/air", null])("one from the repository %s is refused", (head) => {
  expect(() => readPullRequest(eventFile(head))).toThrow(ForkRefused);
});

test.each(["open-preview", "close-preview"])(
  "%s for a fork ends before it reads a secret or asks a service",
  (script) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", "tsx", `tools/preview/${script}.ts`],
      {
        cwd: ROOT,
        // Without settings: reading them would name those that are missing.
        env: { ...process.env, GITHUB_EVENT_PATH: eventFile("stranger/air"), NEON_API_KEY: "" },
        encoding: "utf8",
      },
    );
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toBe("pull request 12 comes from a fork: it gets no preview\n");
  },
  30_000,
);

test("the number of a pull request is read from its own branch only", () => {
  const { databaseBranch } = namesOf(12, "msa-air", "vercel.app");
  expect([databaseBranch, "main", "preview/pr-12-copy", "old/preview/pr-12"].map(numberOf)).toEqual([
    12,
    null,
    null,
    null,
  ]);
});

import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "@/tools/root";
import { workflowProblems } from "./workflows";

const good = `name: Good
on: { pull_request: {} }
permissions:
  contents: read
jobs:
  work:
    if: github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - run: npm ci
      - run: node --import tsx tools/work.ts
        env:
          TOKEN: \${{ secrets.TOKEN }}
      - run: npm run lint
  called:
    uses: ./.github/workflows/other.yml
`;
const around = {
  files: new Set(["tools/work.ts"]),
  npmScripts: new Set(["lint"]),
  documentation: "| `TOKEN` | what it is |",
};
const problemsOf = (text: string) => workflowProblems({ path: ".github/workflows/good.yml", text }, around);

test("a workflow that keeps the rules passes", () => {
  expect(problemsOf(good)).toEqual([]);
});

const CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1";
test.each([
  [
    "a tag",
    `${CHECKOUT} # v7.0.1`,
    "actions/checkout@v7",
    /uses actions\/checkout@v7, which is no full commit/,
  ],
  ["a short commit", CHECKOUT, "actions/checkout@3d3c42e", /is no full commit/],
  ["no version", " # v7.0.1", "", /without its version/],
  ["no permissions", "permissions:\n  contents: read\n", "", /sets no permissions/],
  [
    "all permissions",
    "permissions:\n  contents: read\n",
    "permissions: write-all\n",
    /has the permissions write-all/,
  ],
  ["no time limit", "    timeout-minutes: 10\n", "", /may take more than 60 minutes/],
  ["a long time limit", "minutes: 10", "minutes: 600", /may take more than 60 minutes/],
  [
    "a trigger with secrets for strangers",
    "{ pull_request: {} }",
    "pull_request_target",
    /is started by pull_request_target/,
  ],
  [
    "a stranger's text in the shell",
    "npm run lint",
    `npm run lint \${{ github.event.pull_request.title }}`,
    /puts an expression into a run/,
  ],
  [
    "a script in the workflow",
    "- run: npm run lint",
    "- run: |\n          npm run lint\n          echo",
    /of several lines/,
  ],
  ["a script that is gone", "tools/work.ts", "tools/gone.ts", /runs tools\/gone.ts, which is not there/],
  ["an npm script that is gone", "npm run lint", "npm run gone", /runs the npm script gone/],
  ["a token that stays", "persist-credentials: false", "fetch-depth: 1", /leaves the token in the checkout/],
  [
    "a secret that nobody explains",
    "secrets.TOKEN",
    "secrets.OTHER",
    /names OTHER, which docs\/deploy.md does not explain/,
  ],
  ["secrets for forks", / {4}if: .*\n/, "", /does not ask whether they come from a fork/],
] as const)("%s is found", (_, part, instead, problem) => {
  const broken = good.replace(part, instead);
  expect(broken).not.toBe(good);
  expect(problemsOf(broken)).toEqual([expect.stringMatching(problem)]);
});

test("what GitHub does not accept is found, in a process of its own", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-workflows-"));
  const broken: [file: string, part: string, instead: string, problem: RegExp][] = [
    ["key.yml", "timeout-minutes: 10", "timeout-minute: 10", /key\.yml:9 Unexpected value 'timeout-minute'/],
    ["permission.yml", "contents: read", "content: read", /permission\.yml:4 Unexpected value 'content'/],
    ["name.yml", "secrets.TOKEN", "secret.TOKEN", /name\.yml:17 Unrecognized named-value: 'secret'/],
    ["machine.yml", "    runs-on: ubuntu-24.04\n", "", /machine\.yml:\d+ .*runs-on/],
  ];
  for (const [file, part, instead] of broken)
    fs.writeFileSync(path.join(folder, file), good.replace(part, instead));
  const command = ["--import", "tsx", "tools/checks/check-workflows.ts", folder];
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: ROOT, encoding: "utf8" });
  fs.rmSync(folder, { recursive: true });
  expect(status).toBe(1);
  for (const [, , , problem] of broken) expect(stderr).toMatch(problem);
}, 60_000);

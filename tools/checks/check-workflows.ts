import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/tools/root";
import { githubProblems } from "./github-rules";
import { report } from "./source-files";
import { workflowProblems } from "./workflows";

/** `npm run workflows`: GitHub accepts the workflows, and they keep the project's rules. An argument names another folder. */
const FOLDER = ".github/workflows";
const folder = process.argv[2] ?? path.join(ROOT, FOLDER);
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");

const workflows = fs
  .readdirSync(folder)
  .filter((name) => /\.ya?ml$/.test(name))
  .map((name) => ({ path: `${FOLDER}/${name}`, text: fs.readFileSync(path.join(folder, name), "utf8") }));
const files = [".ci", "bench", "db", "deploy", "e2e", "local", "tools"]
  .filter((ground) => fs.existsSync(path.join(ROOT, ground)))
  .flatMap((ground) =>
    fs
      .readdirSync(path.join(ROOT, ground), { recursive: true, encoding: "utf8" })
      .map((file) => `${ground}/${file}`),
  );
const around = {
  files: new Set(files.map((file) => file.split(path.sep).join("/"))),
  npmScripts: new Set(["test", ...Object.keys(JSON.parse(read("package.json")).scripts)]),
  documentation: read("docs/deploy.md"),
};
const findings = await Promise.all(
  workflows.map(async (file) => [...(await githubProblems(file)), ...workflowProblems(file, around)]),
);
report(
  findings.flat(),
  workflows.length,
  `${workflows.length} workflows: GitHub accepts them, and they keep our rules`,
);

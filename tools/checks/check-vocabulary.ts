import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/tools/root";
import { report, sourceFiles } from "./source-files";
import { nameProblem, termsOf } from "./vocabulary";

/** `npm run vocabulary`: names of files and folders come from a closed list; each context has its README. */
const terms = termsOf(fs.readFileSync(path.join(ROOT, "docs/domain.md"), "utf8"));
const files = sourceFiles(ROOT, ["server", "components"]);
const wrongNames = files.flatMap((file) => {
  const problem = nameProblem(file.path, terms);
  return problem ? [`${file.path}: ${problem}`] : [];
});
const contexts = fs
  .readdirSync(path.join(ROOT, "server"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory());
const withoutReadme = contexts
  .filter(({ name }) => !fs.existsSync(path.join(ROOT, "server", name, "README.md")))
  .map(({ name }) => `server/${name}/README.md is missing: what it owns, its verbs, its events, its rooms`);
report(
  [...wrongNames, ...withoutReadme],
  files.length,
  `${files.length} files: all names are in the vocabulary`,
);

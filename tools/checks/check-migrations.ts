import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/tools/root";
import { contractSteps, FIRST_CHECKED } from "./migrations";

const FOLDER = path.join(ROOT, "db/migrations");

const files = fs.readdirSync(FOLDER).filter((name) => /^\d{4}_.*\.sql$/.test(name));
const checked = files.filter((name) => Number(name.slice(0, 4)) >= FIRST_CHECKED);
const problems = checked.flatMap((name) =>
  contractSteps(fs.readFileSync(path.join(FOLDER, name), "utf8")).map((step) => `${name} ${step}`),
);
for (const problem of problems) console.error(problem);
if (files.length === 0) console.error("no migration was found");
console.log(`${checked.length} of ${files.length} migrations were checked, ${problems.length} steps refused`);
process.exitCode = problems.length > 0 || files.length === 0 ? 1 : 0;

import fs from "node:fs";
import { checkBoundaries } from "./boundaries";

/** `npm run boundaries`: who may import whom. */
const FOLDERS = ["app", "components", "server", "db", "inngest", "i18n", "local", "tools"];

const { violations, modules, dependencies } = await checkBoundaries(
  FOLDERS.filter((folder) => fs.existsSync(folder)),
);

for (const violation of violations) console.error(violation);
// With a TypeScript it cannot read, dependency-cruiser sees nothing and calls that clean.
if (modules === 0 || dependencies === 0) console.error("no modules were seen: the check is blind");
if (violations.length > 0 || modules === 0 || dependencies === 0) process.exit(1);
console.log(`${modules} modules, ${dependencies} imports: all within their boundaries`);

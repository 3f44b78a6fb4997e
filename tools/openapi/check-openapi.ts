import fs from "node:fs";
import path from "node:path";
import { openApiDocument } from "@/app/_lib/rest/document";
import { ROOT } from "@/tools/root";
import { apiExamples } from "./api-examples";
import { breakingChanges } from "./document-changes";

/**
 * `npm run openapi`: docs/openapi.json is the document of the API as its clients know it. `-- --write` renews it. A difference
 * that breaks clients is refused in either case: it needs a new version of the API, beside the old one.
 */
const FILE = path.join(ROOT, "docs/openapi.json");
const now = openApiDocument(apiExamples());
const text = `${JSON.stringify(now, null, 2)}\n`;
const known = fs.existsSync(FILE) ? fs.readFileSync(FILE, "utf8") : null;

const broken = known === null ? [] : breakingChanges(JSON.parse(known), now);
for (const line of broken) console.error(line);
if (broken.length > 0) {
  console.error(`${broken.length} differences break clients of docs/openapi.json`);
  process.exit(1);
}
if (process.argv.includes("--write")) fs.writeFileSync(FILE, text);
else if (known !== text) {
  console.error("docs/openapi.json is not the API's document any more: npm run openapi -- --write");
  process.exit(1);
}
console.log(`${Object.keys(now.paths as object).length} addresses: the API is what its document says`);

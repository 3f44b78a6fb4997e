import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/tools/root";
import { apiDocument } from "./api-document";
import { baseDocument, DOCUMENT } from "./base-document";
import { deliberateBreaks } from "./deliberate-breaks";
import { copyProblem, textOf, unmeantBreaks } from "./document-problems";

/**
 * `npm run openapi`: docs/openapi.json is the document of the API. `-- --write` renews it. A difference that breaks clients of
 * the document that they know is refused in either case: it needs a new version of the API, beside the old one, or a reason in
 * deliberate-breaks.ts.
 */
const FILE = path.join(ROOT, DOCUMENT);
const documents = {
  generated: apiDocument(),
  committed: fs.existsSync(FILE) ? fs.readFileSync(FILE, "utf8") : null,
  base: baseDocument(ROOT),
  allowed: deliberateBreaks,
};

const broken = unmeantBreaks(documents);
for (const line of broken) console.error(line);
if (broken.length > 0) {
  const where = documents.base ? `${DOCUMENT} of ${documents.base.ref.slice(0, 12)}` : DOCUMENT;
  console.error(`${broken.length} differences break clients of ${where}`);
  process.exit(1);
}
const problem = copyProblem(documents);
if (process.argv.includes("--write")) fs.writeFileSync(FILE, textOf(documents.generated));
else if (problem) {
  console.error(`${DOCUMENT}: ${problem}: npm run openapi -- --write`);
  process.exit(1);
}
console.log(
  `${Object.keys(documents.generated.paths as object).length} addresses: the API is what its document says`,
);

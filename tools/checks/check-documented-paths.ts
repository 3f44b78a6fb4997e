import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/tools/root";
import { missingPaths, missingTables } from "./documented-paths";
import { report } from "./source-files";

/** `npm run documented-paths`: every file and every table that a document names is there. */
const SKIPPED = /(^|\/)(node_modules|\.[^/]+|test-results|playwright-report)(\/|$)/;
const files = fs
  .readdirSync(ROOT, { recursive: true, encoding: "utf8", withFileTypes: false })
  .map((file) => file.split(path.sep).join("/"))
  .filter((file) => !SKIPPED.test(file));
const documents = files
  .filter((file) => file.endsWith(".md"))
  .map((file) => ({ path: file, text: fs.readFileSync(path.join(ROOT, file), "utf8") }));
const textsOf = (pattern: RegExp) =>
  files.filter((file) => pattern.test(file)).map((file) => fs.readFileSync(path.join(ROOT, file), "utf8"));
const schemaFiles = textsOf(/^db\/schema\/\w+\.ts$/);
const eventFiles = textsOf(/^server\/\w+\/events\.ts$/);
report(
  [...missingPaths({ documents, files }), ...missingTables({ documents, schemaFiles, eventFiles })],
  Math.min(documents.length, schemaFiles.length, eventFiles.length),
  `${documents.length} documents: every file and table they name is there`,
);

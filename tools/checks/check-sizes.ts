import { ROOT } from "@/tools/root";
import { MAX_FILE_LINES, MAX_FUNCTION_LINES, oversized } from "./sizes";
import { report, sourceFiles } from "./source-files";

/** `npm run sizes`: no file of the product over 200 lines, no function over 50. */
const files = sourceFiles(ROOT, ["app", "components", "server", "inngest"]);
report(
  files.flatMap(oversized),
  files.length,
  `${files.length} files: none over ${MAX_FILE_LINES} lines, no function over ${MAX_FUNCTION_LINES}`,
);

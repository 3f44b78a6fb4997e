import { ROOT } from "@/tools/root";
import { copiedRules, HOMED_RULES, homelessRules } from "./one-place";
import { report, sourceFiles } from "./source-files";

/** `npm run one-place`: each rule of the airline stands in one file. */
const files = sourceFiles(ROOT, ["app", "components", "server", "inngest", "db", "i18n", "tools/seed"]);
report(
  [...copiedRules(files), ...homelessRules(files)],
  files.length,
  `${HOMED_RULES.length} rules: each in one place`,
);

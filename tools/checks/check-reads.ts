import { ROOT } from "@/tools/root";
import { unguardedReads } from "./reads";
import { report, sourceFiles } from "./source-files";

/** `npm run reads`: every read that a context offers asks who reads, or says why everybody may. */
const files = sourceFiles(ROOT, ["server"]);
const doors = files.filter((file) => file.path.endsWith("/queries.ts")).length;
report(
  unguardedReads(files),
  doors,
  `${doors} contexts: every read asks who reads, or says why everybody may`,
);

import { spawnSync } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "@/tools/root";
import { SERVICE_VARIABLES } from "@/tools/start/services";
import { NAMED_SERVICES, realServiceTitles, SERVICES_VARIABLE } from "./services";
import { writeMissingExamples } from "./write-examples";

/**
 * `npm run contracts`: the contracts of events with their readers, and of adapters with their stand-ins. `-- --real` also asks
 * the real services that variables name; what is not named is skipped. `-- --examples <label>` writes the examples of events
 * that have new fields.
 */
const { values } = parseArgs({ options: { real: { type: "boolean" }, examples: { type: "string" } } });

function run(args: string[], env: NodeJS.ProcessEnv): boolean {
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit", env }).status === 0;
}

/** The environment without outside services; those of the suite are in one variable. */
function suiteEnvironment(): NodeJS.ProcessEnv {
  const named = NAMED_SERVICES.filter((name) => process.env[name]).map((name) => [name, process.env[name]]);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    [SERVICES_VARIABLE]: values.real ? JSON.stringify(Object.fromEntries(named)) : "",
  };
  for (const name of SERVICE_VARIABLES) delete env[name];
  return env;
}

/** The engine's contract is the conformance suite, which takes its variables by itself. */
function engine(): boolean {
  const { INNGEST_BASE_URL, INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY } = process.env;
  if (!values.real || !(INNGEST_BASE_URL && INNGEST_EVENT_KEY && INNGEST_SIGNING_KEY)) {
    console.log(
      "The event engine: skipped. INNGEST_BASE_URL, INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY and --real ask a real one; npm run conformance asks the stand-in.",
    );
    return true;
  }
  const build = run(["tools/ensure.mjs", "--build"], process.env);
  return build && run(["--import", "tsx", "e2e/conformance/main.ts", "--short"], process.env);
}

if (values.examples !== undefined) {
  const written = await writeMissingExamples(values.examples);
  console.log(written.length > 0 ? written.join("\n") : "Every event has its examples.");
} else {
  const vitest = path.join(ROOT, "node_modules/vitest/vitest.mjs");
  const env = suiteEnvironment();
  process.env[SERVICES_VARIABLE] = env[SERVICES_VARIABLE];
  console.log(["Real services:", ...realServiceTitles()].join("\n  "));
  const projects = ["--project", "unit", "--project", "integration"];
  const suites = run([vitest, "run", ...projects, "tools/contracts"], env);
  process.exitCode = engine() && suites ? 0 : 1;
}

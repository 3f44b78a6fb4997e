import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { startVercel } from "@/tools/preview/stand-ins/vercel-stand-in";
import { ROOT } from "@/tools/root";
import type { Say } from "./run-program";
import { runScript } from "./run-script";
import type { SecretText } from "./secret-text";
import { buildForVercel, deployToVercel, installVercelCli, type VercelCli } from "./vercel-cli";
import { readVercelOutput } from "./vercel-output";
import { outputProblems } from "./vercel-output-rules";

const ADDRESS = "postgres://site@database.example/air";

/**
 * `npm run vercel-build`: builds the site as Vercel would, without an account and without the network (apart from the
 * installation of its command line), and looks at what came out. The command line refuses a vercel.json that does not fit
 * Vercel's schema. Then it deploys the output with the real command line to a stand-in of
 * Vercel's API, and looks at what arrived. `-- --built` takes the output that is there.
 */
await runScript(async (secrets, say) => {
  const cli = await installVercelCli(say, secrets);
  const project = { token: "noaccount", teamId: "team_none", projectId: "prj_none" };
  if (!process.argv.includes("--built"))
    await buildForVercel({ cli, project, secrets, say, production: false });
  const output = readVercelOutput();
  const { regions } = JSON.parse(fs.readFileSync(path.join(ROOT, "vercel.json"), "utf8")) as {
    regions: string[];
  };
  say(
    `\n${output.routes.length} routes, ${output.answered.size} answered by ${output.functions.length} functions in ${regions}`,
  );
  for (const { path: name, bytes, config } of output.functions)
    say(
      `  ${name.padEnd(32)} ${(bytes / 1024 / 1024).toFixed(1).padStart(6)} MB  ${config.runtime}  ${config.maxDuration} s`,
    );
  const problems = outputProblems(output);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  say("\ndeployed to the stand-in: variables, marks and region arrive");
  const arrived = await deployToStandIn(cli, secrets, say);
  const wanted = { env: { DATABASE_URL: ADDRESS }, meta: { previewOf: "pr-1" }, target: undefined, regions };
  const { env, meta, target } = arrived;
  assert.deepEqual({ env, meta, target, regions: arrived.regions }, wanted);
});

async function deployToStandIn(cli: VercelCli, secrets: SecretText, say: Say) {
  const vercel = await startVercel({ token: "standin", team: "team_none" });
  try {
    const project = { token: "standin", teamId: "team_none", projectId: "prj_none", apiUrl: vercel.url };
    const variables = { DATABASE_URL: ADDRESS };
    await deployToVercel({
      cli,
      project,
      secrets,
      say,
      production: false,
      variables,
      meta: { previewOf: "pr-1" },
    });
    return vercel.deployments[0] ?? assert.fail("nothing arrived");
  } finally {
    await vercel.close();
  }
}

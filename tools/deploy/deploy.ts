import fs from "node:fs";
import { readDeploySettings } from "./deploy-settings";
import { deployReleaseToVercel, VERCEL_ROLLBACK } from "./deploy-to-vercel";
import { deployReleaseWithHelm, helmRollback } from "./deploy-with-helm";
import { runScript } from "./run-script";
import { installVercelCli } from "./vercel-cli";

/** Started by the workflow of a release, after the tests. DEPLOY_TARGET says where it goes. */
await runScript(async (secrets, say) => {
  const target = readDeploySettings(process.env, secrets);
  const version = process.env.GITHUB_SHA ?? "unknown";
  const release = { secrets, say, version };
  let where = `${target.APP_URL}, by Helm`;
  if (target.DEPLOY_TARGET === "helm") await deployReleaseWithHelm(target, release);
  else where = await deployReleaseToVercel(target, { ...release, cli: await installVercelCli(say, secrets) });
  const rollback = target.DEPLOY_TARGET === "helm" ? helmRollback(target) : VERCEL_ROLLBACK;
  const summary = `### ${target.APP_URL} shows ${version}\n\n${where}\n\nTake it back: ${rollback}\n`;
  say(summary);
  if (process.env.GITHUB_STEP_SUMMARY)
    fs.appendFileSync(process.env.GITHUB_STEP_SUMMARY, secrets.without(summary));
});

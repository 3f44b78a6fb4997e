import type { VercelTarget } from "./deploy-settings";
import { machineEnvironment, runProgram, type Say } from "./run-program";
import type { SecretText } from "./secret-text";
import { type SmokeOptions, smokeTest } from "./smoke-test";
import { buildForVercel, deployToVercel, promoteAtVercel, type VercelCli } from "./vercel-cli";

export type Release = {
  secrets: SecretText;
  say: Say;
  /** The commit. */
  version: string;
  /** Only tests change how the site is asked. */
  smoke?: Partial<SmokeOptions>;
};

/** Says how a release at Vercel is taken back. */
export const VERCEL_ROLLBACK =
  "npx vercel rollback, or Deployments → the one before → Instant Rollback. The database stays: its migrations suit the version before.";

/**
 * Brings a release to production at Vercel: migrates under the version that runs, builds, deploys beside it, asks the fresh
 * deployment, and only then switches the domains.
 *
 * @returns the address of the deployment.
 * @throws Error of the first step that failed. Until the switch, customers have seen nothing of it.
 */
export async function deployReleaseToVercel(
  target: VercelTarget,
  release: Release & { cli: VercelCli; folder?: string },
): Promise<string> {
  const { secrets, say, version, smoke } = release;
  say("── migrations");
  const database = { DATABASE_URL: target.DATABASE_URL, DATABASE_URL_UNPOOLED: target.DATABASE_URL_UNPOOLED };
  await runProgram({
    command: [process.execPath, "--import", "tsx", "tools/deploy/migrate-database.ts"],
    env: { ...machineEnvironment(), ...database },
    secrets,
    say,
  });
  const project = {
    token: target.VERCEL_TOKEN,
    teamId: target.VERCEL_ORG_ID,
    projectId: target.VERCEL_PROJECT_ID,
    apiUrl: target.VERCEL_API_URL,
  };
  const call = { ...release, project, production: true };
  say("── build");
  const key = target.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY;
  await buildForVercel({ ...call, env: { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key, MSA_MIGRATED: "1" } });
  say("── deployment beside the running version");
  const address = await deployToVercel({ ...call, variables: {}, meta: { version } });
  const asked = { say, wantsFlights: false, bypassSecret: target.VERCEL_AUTOMATION_BYPASS_SECRET };
  await smokeTest({ ...asked, url: address, ...smoke });
  say("── switch");
  await promoteAtVercel(call, address);
  await smokeTest({ ...asked, url: target.APP_URL, ...smoke }).catch((error: Error) => {
    throw new Error(`the release is public and not well: ${error.message}\nTake it back: ${VERCEL_ROLLBACK}`);
  });
  return address;
}

import { pathToFileURL } from "node:url";
import { machineEnvironment, runProgram } from "@/tools/deploy/run-program";
import { runScript } from "@/tools/deploy/run-script";
import { type SmokeOptions, smokeTest } from "@/tools/deploy/smoke-test";
import { buildForVercel, deployToVercel, installVercelCli, type VercelCli } from "@/tools/deploy/vercel-cli";
import { failedText, openingText, readyText } from "./comment-text";
import { addressesOf, ensureBranch } from "./neon-branches";
import { type Clouds, cloudsOf, logUrlOf, previewNames } from "./preview";
import { type PreviewSettings, readPreviewSettings, siteVariables } from "./preview-settings";
import { type PullRequest, readPullRequest } from "./pull-request";
import { writeComment } from "./pull-request-comment";
import { assignHost, deleteDeployment, listDeployments } from "./vercel-deployments";

type Opening = {
  settings: PreviewSettings;
  pullRequest: PullRequest;
  clouds: Clouds;
  /** How Vercel's command line is called. */
  cli: VercelCli;
  /** The checkout that is built; only tests name another one. */
  folder?: string;
  /** Where the fresh site is asked; only tests name another place than the preview's own address. */
  smoke?: Partial<SmokeOptions>;
};

/**
 * Gives a pull request its preview: a database branch that is migrated and seeded, a deployment with its own variables at
 * the branch's stable address, and a comment that says where it is. Each step finds what an earlier run has made, so that
 * a second run repairs the first. After a failure the comment says what failed and what is there.
 *
 * @returns the address.
 * @throws the error of the step that failed.
 */
export async function openPreview(opening: Opening): Promise<string> {
  const { settings, pullRequest, clouds } = opening;
  const names = previewNames(settings, pullRequest.number);
  const facts = { pullRequest, ...names, logUrl: logUrlOf(settings, pullRequest.repository) };
  const left: string[] = [];
  let step = "the comment";
  const begin = (what: string) => {
    step = what;
    clouds.say(`── ${what}`);
  };
  try {
    await writeComment(clouds.github, pullRequest, openingText(facts));
    begin("the database branch");
    const database = await openDatabase(opening, names.databaseBranch);
    left.push(`the database branch \`${names.databaseBranch}\``);
    begin("the migration and the seed");
    await fillDatabase(opening, database.direct);
    begin("the build");
    const call = { cli: opening.cli, folder: opening.folder, project: clouds.vercel.project, ...clouds };
    await buildForVercel({ ...call, production: false });
    begin("the deployment");
    const variables = siteVariables(settings, pullRequest, names.host, database);
    clouds.secrets.add(variables.NEXTAUTH_SECRET, variables.STRIPE_WEBHOOK_SECRET);
    const address = await deployToVercel({ ...call, production: false, variables, meta: names.meta });
    left.push(`the deployment ${address}`);
    begin("the address");
    await assignHost(clouds.vercel, address, names.host);
    left.push(`the address https://${names.host}`);
    begin("the check of the fresh site");
    await checkSite(opening, names.host);
    begin("the end of earlier deployments");
    await deleteEarlier(clouds, names.meta, address);
  } catch (error) {
    await report(opening, facts, { step, left, error });
    throw error;
  }
  await writeComment(clouds.github, pullRequest, readyText(facts));
  clouds.say(`ready: https://${names.host}/ko`);
  return `https://${names.host}`;
}

async function openDatabase({ settings, clouds }: Opening, name: string) {
  const expiresAt = new Date(Date.now() + settings.PREVIEW_DAYS * 86_400_000);
  const { branch, created } = await ensureBranch(clouds.neon, name, expiresAt);
  clouds.say(`${name} ${created ? "was made" : "was there"}; Neon keeps it until ${expiresAt.toISOString()}`);
  const where = { database: settings.NEON_DATABASE, role: settings.NEON_ROLE };
  const addresses = await addressesOf(clouds.neon, branch.id, where);
  clouds.secrets.add(addresses.pooled, addresses.direct);
  return addresses;
}

/** In programs of their own, which get this database's address and no key of any service. */
async function fillDatabase({ settings, clouds }: Opening, databaseUrl: string): Promise<void> {
  const env = {
    ...machineEnvironment(),
    DATABASE_URL: databaseUrl,
    SEED_DEMO_PASSWORD: settings.PREVIEW_DEMO_PASSWORD,
    MSA_SEED_DAYS: String(settings.PREVIEW_SEED_DAYS),
  };
  for (const script of ["db/migrate.ts", "tools/seed/main.ts"])
    await runProgram({ command: [process.execPath, "--import", "tsx", script], env, ...clouds });
}

const checkSite = ({ settings, clouds, smoke }: Opening, host: string) =>
  smokeTest({
    url: `https://${host}`,
    say: clouds.say,
    wantsFlights: true,
    bypassSecret: settings.VERCEL_AUTOMATION_BYPASS_SECRET,
    ...smoke,
  });

/** An earlier deployment would show older code on the newer database. */
async function deleteEarlier(clouds: Clouds, meta: Record<string, string>, address: string): Promise<void> {
  const kept = new URL(address).host;
  for (const { uid, url } of await listDeployments(clouds.vercel, meta))
    if (url !== kept) await deleteDeployment(clouds.vercel, uid);
}

type Failure = { step: string; left: readonly string[]; error: unknown };

/** The comment is written if it can be; the failure itself goes to the log in any case. */
async function report(
  { pullRequest, clouds }: Opening,
  facts: Parameters<typeof failedText>[0],
  { step, left, error }: Failure,
): Promise<void> {
  const reason = clouds.secrets.without(error instanceof Error ? error.message : String(error));
  clouds.say(`${step} failed; there is now: ${left.join(", ") || "nothing"}`);
  await writeComment(clouds.github, pullRequest, failedText(facts, { step, reason, left })).catch(
    (second: Error) => clouds.say(`the comment could not be written either: ${second.message}`),
  );
}

/** Started by the workflow of a pull request. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  await runScript(async (secrets, say) => {
    const pullRequest = readPullRequest(process.env.GITHUB_EVENT_PATH ?? "");
    const settings = readPreviewSettings(process.env, secrets);
    const clouds = cloudsOf(settings, { secrets, say });
    await openPreview({ settings, pullRequest, clouds, cli: await installVercelCli(say, secrets) });
  });

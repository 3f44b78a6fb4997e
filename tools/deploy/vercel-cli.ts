import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/tools/root";
import { type Environment, machineEnvironment, runProgram, type Say } from "./run-program";
import type { SecretText } from "./secret-text";

/** How to call Vercel's command line: the program and its first arguments. */
export type VercelCli = readonly [string, ...string[]];

/** Whose project it is, and who asks. `apiUrl` is set only where a stand-in replaces Vercel. */
export type VercelProject = { token: string; teamId: string; projectId: string; apiUrl?: string };

type Call = { cli: VercelCli; project: VercelProject; secrets: SecretText; say: Say; folder?: string };

const LOCKED = path.join(ROOT, "tools/deploy/vercel-cli");
const INSTALLED = path.join(ROOT, ".data-vercel-cli");

/**
 * Installs Vercel's command line at the versions and with the integrity of tools/deploy/vercel-cli/package-lock.json,
 * and returns how to call it. It is not a dependency of the site: it weighs more than all of them.
 */
export async function installVercelCli(say: Say, secrets: SecretText): Promise<VercelCli> {
  const lock = fs.readFileSync(path.join(LOCKED, "package-lock.json"));
  const installed = path.join(INSTALLED, "package-lock.json");
  const cli: VercelCli = [process.execPath, path.join(INSTALLED, "node_modules/vercel/dist/vc.js")];
  if (fs.existsSync(installed) && fs.readFileSync(installed).equals(lock) && fs.existsSync(cli[1] as string))
    return cli;
  fs.rmSync(INSTALLED, { recursive: true, force: true });
  fs.mkdirSync(INSTALLED, { recursive: true });
  fs.copyFileSync(path.join(LOCKED, "package.json"), path.join(INSTALLED, "package.json"));
  fs.copyFileSync(path.join(LOCKED, "package-lock.json"), `${installed}.new`);
  fs.renameSync(`${installed}.new`, installed);
  const command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"] as const;
  await runProgram({ command: [...command], cwd: INSTALLED, env: machineEnvironment(), secrets, say });
  return cli;
}

/**
 * Settings that vercel.json cannot have, for builds in a checkout: Node.js of the functions, and no second installation of
 * the packages that are there.
 */
const PROJECT_SETTINGS = { framework: "nextjs", nodeVersion: "24.x", installCommand: "" } as const;

/** Writes the link of a checkout to its Vercel project, with the settings that the build needs, so that nobody has to be asked. */
function linkProject(folder: string, { projectId, teamId }: { projectId: string; teamId: string }): void {
  fs.mkdirSync(path.join(folder, ".vercel"), { recursive: true });
  const link = { projectId, orgId: teamId, settings: PROJECT_SETTINGS };
  fs.writeFileSync(path.join(folder, ".vercel/project.json"), `${JSON.stringify(link, null, 2)}\n`);
}

/** Builds the site into `.vercel/output`. `env` is for the build alone: it must hold nothing that a page may not contain. */
export async function buildForVercel(call: Call & { production: boolean; env?: Environment }): Promise<void> {
  linkProject(call.folder ?? ROOT, call.project);
  await vercel(call, ["build", "--yes", ...(call.production ? ["--prod"] : [])], call.env);
}

/**
 * Deploys `.vercel/output` and waits until it is ready. In production the site's own domains go on showing the version
 * before: `promoteAtVercel` switches them. The variables of the deployment go through the environment of the
 * command, never through its arguments.
 *
 * @param variables what the deployment runs with, besides the project's own variables.
 * @returns the address that this deployment alone has.
 */
export async function deployToVercel(
  call: Call & { production: boolean; variables: Record<string, string>; meta: Record<string, string> },
): Promise<string> {
  const { production, variables, meta } = call;
  const args = ["deploy", "--prebuilt", "--archive=tgz", "--yes"];
  args.push(...(production ? ["--prod", "--skip-domain"] : ["--target=preview"]));
  for (const name of Object.keys(variables)) args.push("--env", name);
  for (const [name, value] of Object.entries(meta)) args.push("--meta", `${name}=${value}`);
  const address = (await vercel(call, args, variables)).match(/https:\/\/[\w.:/-]+/g)?.at(-1);
  if (!address) throw new Error("vercel deploy did not print the deployment's address");
  return address;
}

/** Makes the production's domains show a deployment. */
export const promoteAtVercel = async (call: Call, address: string): Promise<void> =>
  void (await vercel(call, ["promote", address, "--yes", "--timeout=5m"]));

const vercel = ({ cli, project, secrets, say, folder = ROOT }: Call, args: string[], env: Environment = {}) =>
  runProgram({
    command: [...cli, ...args, ...(project.apiUrl ? ["--api", project.apiUrl] : [])] as [string, ...string[]],
    cwd: folder,
    secrets,
    say,
    env: {
      ...machineEnvironment(),
      VERCEL_TOKEN: project.token,
      VERCEL_ORG_ID: project.teamId,
      VERCEL_PROJECT_ID: project.projectId,
      VERCEL_TELEMETRY_DISABLED: "1",
      ...env,
    },
  });

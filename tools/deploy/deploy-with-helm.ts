import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { HelmTarget } from "./deploy-settings";
import type { Release } from "./deploy-to-vercel";
import { machineEnvironment, runProgram } from "./run-program";
import { smokeTest } from "./smoke-test";

const CHART = "deploy/helm/msa-air";

/** Says how a release in a cluster is taken back. */
export const helmRollback = ({ HELM_RELEASE, HELM_NAMESPACE }: HelmTarget): string =>
  `helm rollback ${HELM_RELEASE} --namespace ${HELM_NAMESPACE} --wait. The database stays: its migrations suit the version before.`;

/** The image of a digest as two values of the chart. */
function imageValues(name: string, image: string): string[] {
  const [repository = "", digest = ""] = image.split("@");
  return [`--set-string=${name}.repository=${repository}`, `--set-string=${name}.digest=${digest}`];
}

/** The command that brings a release into a cluster. Helm takes it back by itself when it does not become ready. */
export const helmUpgrade = (target: HelmTarget): [string, ...string[]] => [
  ...(["helm", "upgrade", "--install", target.HELM_RELEASE, CHART] as const),
  ...["--namespace", target.HELM_NAMESPACE, "--create-namespace", "--values", target.HELM_VALUES],
  `--set-string=appUrl=${target.APP_URL}`,
  ...imageValues("image", target.SITE_IMAGE),
  ...imageValues("toolsImage", target.TOOLS_IMAGE),
  ...["--atomic", "--wait", "--timeout", "15m"],
];

/**
 * Brings a release into a cluster with the chart, whose hook migrates before the new version starts, and asks the site.
 *
 * @throws Error when Helm took the release back, or when the site is not well afterwards.
 */
export async function deployReleaseWithHelm(
  target: HelmTarget,
  { secrets, say, smoke }: Release,
): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-kube-"));
  const kubeconfig = path.join(folder, "config");
  try {
    fs.writeFileSync(kubeconfig, target.KUBE_CONFIG, { mode: 0o600 });
    const env = { ...machineEnvironment(), KUBECONFIG: kubeconfig };
    await runProgram({ command: helmUpgrade(target), env, secrets, say, timeoutMs: 20 * 60_000 });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  await smokeTest({ url: target.APP_URL, say, wantsFlights: false, ...smoke }).catch((error: Error) => {
    throw new Error(
      `the release is public and not well: ${error.message}\nTake it back: ${helmRollback(target)}`,
    );
  });
}

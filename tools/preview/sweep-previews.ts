import { pathToFileURL } from "node:url";
import { runScript } from "@/tools/deploy/run-script";
import { listBranches } from "./neon-branches";
import { type Clouds, cloudsOf } from "./preview";
import { type CloudSettings, readCloudSettings } from "./preview-settings";
import { numberOf } from "./pull-request";
import { isOpen } from "./pull-request-comment";
import { removePreview } from "./remove-preview";

/**
 * Removes the previews of pull requests that are not open any more: a run at their end may have failed or never started.
 *
 * @throws Error that names what could not be removed, after all others have been tried.
 */
export async function sweepPreviews(
  settings: CloudSettings,
  clouds: Clouds,
  repository: string,
): Promise<void> {
  const branches = await listBranches(clouds.neon, "preview/pr-");
  const problems: string[] = [];
  for (const number of branches.map(({ name }) => numberOf(name)).filter((found) => found !== null)) {
    const place = { repository, number };
    try {
      if (await isOpen(clouds.github, place)) continue;
      clouds.say(`pull request ${number} is closed`);
      await removePreview(settings, clouds, place);
    } catch (error) {
      problems.push(`pull request ${number}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
  clouds.say(`${branches.length} branches looked at`);
}

/** Started by the workflow every night. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  await runScript(async (secrets, say) => {
    const settings = readCloudSettings(process.env, secrets);
    const repository = process.env.GITHUB_REPOSITORY;
    if (!repository) throw new Error("GITHUB_REPOSITORY is not set");
    await sweepPreviews(settings, cloudsOf(settings, { secrets, say }), repository);
  });

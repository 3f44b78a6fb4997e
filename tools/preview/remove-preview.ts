import { closedText, leftOverText } from "./comment-text";
import { deleteBranch } from "./neon-branches";
import { type Clouds, logUrlOf, previewNames } from "./preview";
import type { CloudSettings } from "./preview-settings";
import { writeComment } from "./pull-request-comment";
import { deleteDeployment, listDeployments, removeHost } from "./vercel-deployments";

/**
 * Removes all that a pull request's preview has: the address, the deployments, then the database branch, and says so in the
 * comment. What is gone already is no error. The branch goes last, and stays while something else is left: by it the nightly
 * run finds the preview again.
 *
 * @throws Error that names what could not be removed; another run tries it again.
 */
export async function removePreview(
  settings: CloudSettings,
  clouds: Clouds,
  place: { repository: string; number: number },
): Promise<void> {
  const names = previewNames(settings, place.number);
  const problems: string[] = [];
  const attempt = async (what: string, work: () => Promise<unknown>) => {
    try {
      await work();
      clouds.say(`removed: ${what}`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push(clouds.secrets.without(`${what}: ${reason}`));
    }
  };
  await attempt(`the address ${names.host}`, () => removeHost(clouds.vercel, names.host));
  await attempt("the deployments", async () => {
    for (const { uid } of await listDeployments(clouds.vercel, names.meta))
      await deleteDeployment(clouds.vercel, uid);
  });
  const branch = `the database branch ${names.databaseBranch}`;
  if (problems.length === 0) await attempt(branch, () => deleteBranch(clouds.neon, names.databaseBranch));
  else problems.push(`${branch}: kept until the rest is gone`);
  const facts = { logUrl: logUrlOf(settings, place.repository) };
  const text = problems.length > 0 ? leftOverText(facts, problems) : closedText(facts);
  await attempt("the old text of the comment", () => writeComment(clouds.github, place, text));
  if (problems.length > 0) throw new Error(`not removed:\n  ${problems.join("\n  ")}`);
}

import type { PullRequest } from "./pull-request";

type Facts = {
  pullRequest: Pick<PullRequest, "commit" | "branch">;
  host: string;
  databaseBranch: string;
  logUrl: string | null;
};

const log = (url: string | null) => (url ? ` [Log](${url}).` : "");
const short = (commit: string) => `\`${commit.slice(0, 7)}\``;

/** What the comment says while a preview is made. */
export const openingText = ({ pullRequest, logUrl }: Facts) =>
  `### Preview\n\n⏳ ${short(pullRequest.commit)} is being deployed.${log(logUrl)}`;

/** What the comment says when the preview can be opened. */
export const readyText = ({ pullRequest, host, databaseBranch, logUrl }: Facts) => `### Preview

✅ ${short(pullRequest.commit)}: **https://${host}/ko** · [English](https://${host}/en) · [Admin](https://${host}/ko/admin)

| | |
|---|---|
| Database | Neon branch \`${databaseBranch}\`, migrated and seeded; a push keeps its data |
| Events | Inngest branch environment \`${pullRequest.branch.replaceAll("`", "'")}\` |
| Payment | Stripe in test mode: card 4242 4242 4242 4242 |
| Sign in | the demo accounts of the README, with the password of the secret \`PREVIEW_DEMO_PASSWORD\` |

Closing the pull request removes all of it.${log(logUrl)}`;

/** What the comment says after a failure: what failed, what is there all the same, and what to do. */
export const failedText = (
  { pullRequest, host, databaseBranch, logUrl }: Facts,
  failure: { step: string; reason: string; left: readonly string[] },
) => `### Preview

❌ ${short(pullRequest.commit)} was not deployed: **${failure.step}** failed.

\`\`\`
${failure.reason.replaceAll("```", "'''").slice(0, 1_500)}
\`\`\`

${
  failure.left.length > 0
    ? `What is there: ${failure.left.join(", ")}.`
    : `Nothing was made: neither \`${databaseBranch}\` nor https://${host}.`
} Run the job again, or push: it goes on from there. Closing the pull request removes all of it.${log(logUrl)}`;

/** What the comment says after the end. */
export const closedText = ({ logUrl }: Pick<Facts, "logUrl">) =>
  `### Preview\n\n🧹 Closed: the deployments, the address and the database branch are gone.${log(logUrl)}`;

/** What the comment says when something could not be removed. */
export const leftOverText = ({ logUrl }: Pick<Facts, "logUrl">, problems: readonly string[]) =>
  `### Preview\n\n⚠️ Not all could be removed; the nightly run tries again.${log(logUrl)}\n\n${problems.map((problem) => `- ${problem}`).join("\n")}`;
